import { gettext } from '../../core/i18n.js'
import { ref } from '../../ui/dom.js'
import { FieldFoot } from './field_foot.js'
import { dateOf, daysIn, partsOf } from './partial_dates.js'

/** @typedef {import('./context.js').Context} Context */
/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Control */
/** @typedef {{paths: () => string[], fill: () => void}} Field */

/** Without space around it; nothing when there is none left. @param {string} text */
export function tidy(text) {
  return text.replace(/\r\n?/g, '\n').trim() || null
}

/** @type {Record<string, (text: string | null) => import('./types.js').Value>} */
const READ = { good_practice: (text) => (text === null ? null : text === 'true') }

/** A field of one value: a line, a text or a choice.
 * @param {HTMLElement} root @param {Context} context @returns {Field} */
export function plainField(root, context) {
  const path = /** @type {string} */ (root.dataset.path)
  const control = /** @type {Control} */ (root.querySelector('.input'))
  const read = READ[path] ?? ((text) => text)
  control.addEventListener('input', () => context.draft.set(path, read(tidy(control.value))))
  new FieldFoot(root, context, () => [path])
  return {
    paths: () => [path],
    fill: () => {
      const value = context.draft.value(path)
      control.value = value === null ? '' : String(value)
    },
  }
}

/** @param {HTMLElement} root @param {Context} context @returns {Field} */
export function dateField(root, context) {
  const path = /** @type {string} */ (root.dataset.path)
  const year = ref(root, 'year', HTMLInputElement)
  const month = ref(root, 'month', HTMLSelectElement)
  const day = ref(root, 'day', HTMLSelectElement)
  const limit = () => {
    month.disabled = !/^\d{4}$/.test(year.value.trim())
    day.disabled = month.disabled || !month.value
    const last = daysIn(year.value.trim(), month.value)
    for (const option of day.options) option.hidden = Number(option.value) > last
    if (Number(day.value) > last) day.value = ''
  }
  const write = () => {
    limit()
    const parts = month.disabled ? ['', ''] : [month.value, day.value]
    context.draft.set(path, dateOf(year.value.trim(), parts[0], parts[1]))
  }
  for (const control of [year, month, day]) control.addEventListener('input', write)
  new FieldFoot(root, context, () => [path])
  return {
    paths: () => [path],
    fill: () => {
      const parts = partsOf(/** @type {string | null} */ (context.draft.value(path)))
      year.value = parts[0]
      month.value = parts[1]
      day.value = parts[2]
      limit()
    },
  }
}

/** @param {string} text without accents and case */
export function folded(text) {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
}

/** Codes to tick, each a path of its own.
 * @param {HTMLElement} root @param {Context} context @returns {Field} */
export function codesField(root, context) {
  const field = /** @type {string} */ (root.dataset.codes)
  const boxes = [
    .../** @type {NodeListOf<HTMLInputElement>} */ (root.querySelectorAll('input[type=checkbox]')),
  ]
  const pathOf = (/** @type {HTMLInputElement} */ box) => `${field}[${box.value}]`
  const mark = (/** @type {HTMLInputElement} */ box) => {
    box.closest('.check')?.classList.toggle('is-changed', context.draft.isChanged(pathOf(box)))
  }
  for (const box of boxes) {
    box.addEventListener('change', () => {
      context.draft.set(pathOf(box), box.checked || null)
      mark(box)
    })
  }
  const search = root.querySelector('[data-ref="search"]')
  if (search instanceof HTMLInputElement) followSearch(search, boxes, context)
  const paths = () => boxes.map(pathOf)
  new FieldFoot(root, context, paths)
  return {
    paths,
    fill: () => {
      for (const box of boxes) {
        box.checked = context.draft.value(pathOf(box)) === true
        mark(box)
      }
    },
  }
}

/** What is ticked stays in sight.
 * @param {HTMLInputElement} search @param {HTMLInputElement[]} boxes @param {Context} context */
function followSearch(search, boxes, context) {
  search.addEventListener('input', () => {
    const wanted = folded(search.value.trim())
    let shown = 0
    for (const box of boxes) {
      const label = /** @type {HTMLElement} */ (box.closest('.check'))
      const fits = folded(label.textContent ?? '').includes(wanted)
      label.hidden = !fits && !box.checked
      if (fits) shown += 1
    }
    if (shown === 0) context.speak(gettext('Aucun résultat'))
  })
  search.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') event.preventDefault()
  })
}
