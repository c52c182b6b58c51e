import { gettext, ngettext } from '../core/i18n.js'
import { ref, setText } from '../ui/dom.js'
import { get } from './api.js'
import { Combobox } from './combobox.js'
import { setDirectedText } from './direction.js'
import { budgetField } from './editor/budget.js'
import { BLANKS, linkCard, participationCard, textCard } from './editor/cards.js'
import { Checker } from './editor/checker.js'
import { Draft } from './editor/draft.js'
import { FieldFoot } from './editor/field_foot.js'
import { ItemList } from './editor/items.js'
import { locationCard } from './editor/location_card.js'
import { Organisations } from './editor/organisations.js'
import { codesField, dateField, plainField } from './editor/plain_fields.js'
import { startSaveBar } from './editor/save_bar.js'
import { Saver } from './editor/saver.js'
import { SourceDialog } from './editor/source_dialog.js'
import { findField, SubmitBox } from './editor/submit_box.js'
import { Wording } from './editor/wording.js'
import { pageData } from './page.js'

/** @typedef {import('./editor/context.js').Context} Context */
/** @typedef {import('./editor/plain_fields.js').Field} Field */

const WIDE = '(min-width: 1024px)'
const config = JSON.parse(document.getElementById('page-config')?.textContent ?? '{}')
/** @type {Context['page']} */
const page = { ...config, ...pageData() }
const form = ref(document, 'form', HTMLFormElement)
const draft = new Draft()
const saver = new Saver(draft, page.urls.api)
const checker = new Checker(saver, page.urls.api)
const wording = new Wording(page)
const spoken = ref(document, 'spoken', HTMLElement)
/** @type {Context} */
const context = {
  page,
  draft,
  saver,
  checker,
  wording,
  organisations: new Organisations(page.urls.organisations),
  sourceDialog: new SourceDialog(document, draft, wording),
  feet: new Set(),
  speak: (text) => setText(spoken, text),
}

/** @type {Record<string, {template: string, makeCard: import('./editor/items.js').CardMaker}>} */
const LISTS = {
  objectives: { template: 'item-texts', makeCard: textCard },
  results: { template: 'item-texts', makeCard: textCard },
  uncertain: { template: 'item-texts', makeCard: textCard },
  documents: { template: 'item-documents', makeCard: linkCard },
  sources: { template: 'item-sources', makeCard: linkCard },
  participations: { template: 'item-participations', makeCard: participationCard },
  locations: { template: 'item-locations', makeCard: locationCard },
}

/** A value found by its name: the programme, the organisation to ask.
 * @param {HTMLElement} root @param {(q: string) => Promise<import('./combobox.js').Choice[]>} find
 * @param {(value: string) => Promise<string>} nameOf @returns {Field} */
function foundField(root, find, nameOf) {
  const path = /** @type {string} */ (root.dataset.path)
  const label = /** @type {HTMLElement} */ (root.querySelector('label'))
  const box = new Combobox(/** @type {HTMLElement} */ (root.querySelector('.combobox')), {
    id: path,
    label: label.textContent ?? '',
    find,
    choose: (choice) => draft.set(path, choice?.value ?? null),
  })
  new FieldFoot(root, context, () => [path])
  return {
    paths: () => [path],
    fill: async () => {
      const value = draft.value(path)
      box.show(value === null ? '' : await nameOf(String(value)))
    },
  }
}

/** @param {string} q */
async function findProgramme(q) {
  const [data] = await get(`/api/v1/projects?limit=8&lang=${page.lang}&q=${encodeURIComponent(q)}`)
  return (data?.items ?? []).map((/** @type {any} */ item) => ({
    value: item.identifier,
    label: item.title,
    detail: item.identifier,
  }))
}

/** @param {string} identifier */
async function programmeName(identifier) {
  const [data] = await get(`/api/v1/projects/${encodeURIComponent(identifier)}?lang=${page.lang}`)
  return data ? wording.text(data.title) : identifier
}

/** @param {HTMLElement} root @returns {Field} */
function fieldOf(root) {
  const { path, codes, items } = root.dataset
  if (items) return new ItemList(root, context, { blank: BLANKS[items], ...LISTS[items] })
  if (codes) return codesField(root, context)
  if (path === 'budget') return budgetField(root, context)
  if (root.classList.contains('partial-date')) return dateField(root, context)
  if (path === 'part_of') return foundField(root, findProgramme, programmeName)
  if (path === 'steward') {
    return foundField(
      root,
      (q) => context.organisations.find(q),
      async (slug) => wording.organisation(slug),
    )
  }
  return plainField(root, context)
}

const fields = [
  .../** @type {NodeListOf<HTMLElement>} */ (
    form.querySelectorAll('[data-path], [data-codes], [data-items]')
  ),
].map(fieldOf)

function renderFeet() {
  for (const foot of context.feet) foot.render()
  for (const section of form.querySelectorAll('.editor-section')) {
    const changed = section.querySelectorAll('.is-changed:is(.field, .item)').length
    const faults = section.querySelectorAll('.has-error').length
    const marks = [
      changed ? ngettext('%(n)s modification', '%(n)s modifications', changed) : '',
      faults ? ngettext('%(n)s à corriger', '%(n)s à corriger', faults) : '',
    ]
    const place = ref(section, 'marks', HTMLElement)
    setText(place, marks.filter(Boolean).join(' · '))
    place.classList.toggle('has-error', faults > 0)
  }
}

/** What the reader is about to do. */
function purpose() {
  const { project, restored_revision: revision } = draft.submission ?? {}
  if (revision) {
    return gettext(
      'Vous proposez de ramener cette fiche à sa révision %(revision)s. Vérifiez, complétez s’il le faut, puis envoyez.',
      { revision },
    )
  }
  return project
    ? gettext(
        'Vous proposez une modification de cette fiche. Corrigez ce qui doit l’être, le reste ne change pas.',
      )
    : gettext('Vous proposez un nouveau projet. Le titre en français suffit pour commencer.')
}

function showHead() {
  const title = /** @type {string | null} */ (
    draft.value(`title.${page.lang}`) ?? draft.value('title.fr')
  )
  setDirectedText(ref(document, 'title', HTMLElement), title ?? gettext('Nouveau projet'))
  setText(ref(document, 'lead', HTMLElement), draft.submission?.number ? purpose() : '')
}

/** @param {string} path */
function goTo(path) {
  const found = findField(form, path)
  const section = found?.closest('details.editor-section')
  if (section instanceof HTMLDetailsElement) section.open = true
  const card = found?.querySelector(':scope > details')
  if (card instanceof HTMLDetailsElement && !card.inert) card.open = true
  const control = found?.querySelector('.input:not([disabled]), input, summary, button')
  if (control instanceof HTMLElement) control.focus()
}

draft.addEventListener('change', (event) => {
  const { paths, fromServer } = /** @type {CustomEvent} */ (event).detail
  if (fromServer) {
    const told = new Set(paths)
    for (const field of fields) {
      if (field instanceof ItemList || field.paths().some((path) => told.has(path))) field.fill()
    }
  }
  renderFeet()
  showHead()
})
checker.addEventListener('checked', renderFeet)
startSaveBar(document, context)
const box = new SubmitBox(document, context, goTo)
form.addEventListener('submit', (event) => event.preventDefault())

const index = /** @type {HTMLElement} */ (document.querySelector('.editor-index'))
index.addEventListener('click', ({ target }) => {
  const link = target instanceof Element ? target.closest('a') : null
  const section = link && document.querySelector(link.hash)
  if (section instanceof HTMLDetailsElement) section.open = true
})
ref(document, 'to-submit', HTMLElement).addEventListener('click', () => {
  document.getElementById('submit')?.scrollIntoView({ block: 'start' })
  document.getElementById('submit-label')?.focus({ preventScroll: true })
})
if (window.matchMedia(WIDE).matches) {
  for (const section of form.querySelectorAll('details.editor-section')) {
    section.toggleAttribute('open', true)
  }
}

async function start() {
  if (!(await saver.load())) return
  for (const field of fields) field.fill()
  box.fillNote()
  form.setAttribute('aria-busy', 'false')
  wording.organisations = await context.organisations.names()
  for (const field of fields) field.fill()
  renderFeet()
  box.render()
}

start()
