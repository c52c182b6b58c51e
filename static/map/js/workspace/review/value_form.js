import { gettext } from '../../core/i18n.js'
import { setDirectedText } from '../direction.js'
import { make } from '../thread/dom.js'

/** @typedef {(string | number)[]} Place  where in the value an input stands */

const MAX_LINE = 120
const FIXED = new Set(['id', 'states'])
let made = 0

/** Inputs for a value of any shape that a change may have: a text, or an object of texts, numbers,
 * objects and a point. What the server makes of it is the server's to say.
 * @param {HTMLElement} form @param {any} value @param {string} label
 * @param {Record<string, string>} members names of the members of objects
 * @param {string | null} language of a text of one language */
export function showInputs(form, value, label, members, language) {
  form.replaceChildren(part(value, label, [], members, language))
}

/** @param {any} value @param {string} label @param {Place} place
 * @param {Record<string, string>} members @param {string | null} language @returns {HTMLElement} */
function part(value, label, place, members, language) {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    return inputField(value, label, place, language)
  }
  const legend = make('legend', { textContent: label })
  const parts = Object.entries(value)
    .filter(([name]) => !FIXED.has(name))
    .map(([name, member]) =>
      part(
        member,
        members[name] ?? name,
        [...place, name],
        members,
        ['fr', 'ar', 'en'].includes(name) ? name : null,
      ),
    )
  return make('fieldset', {}, legend, ...parts)
}

/** @param {any} value @param {string} label @param {Place} place @param {string | null} language */
function inputField(value, label, place, language) {
  const id = `value-${++made}`
  const text = Array.isArray(value) ? value.join(', ') : String(value ?? '')
  const long = text.length > MAX_LINE || text.includes('\n') || language !== null
  const input = /** @type {HTMLInputElement} */ (
    make(long ? 'textarea' : 'input', { id, className: 'input', value: text, autocomplete: 'off' })
  )
  input.dataset.place = JSON.stringify(place)
  input.dataset.kind = Array.isArray(value) ? 'numbers' : typeof value
  if (typeof value === 'number' || Array.isArray(value)) input.inputMode = 'decimal'
  if (language) {
    input.lang = language
    input.dir = language === 'ar' ? 'rtl' : 'ltr'
  } else input.dir = 'auto'
  const name = make('label', { htmlFor: id })
  setDirectedText(name, label)
  return make('div', { className: 'field' }, name, input)
}

/** The value as typed; an emptied input is null. @param {HTMLElement} form @param {any} value */
export function readInputs(form, value) {
  let result = structuredClone(value)
  for (const input of form.querySelectorAll('[data-place]')) {
    const { dataset, value: text } = /** @type {HTMLInputElement} */ (input)
    const place = /** @type {string[]} */ (JSON.parse(dataset.place ?? '[]'))
    const typed = readText(text.trim(), dataset.kind)
    const last = place.pop()
    if (last === undefined) result = typed
    else place.reduce((inner, name) => inner[name], result)[last] = typed
  }
  return result
}

/** A number that cannot be read stays a text, which the server refuses in words.
 * @param {string} text @param {string | undefined} kind */
function readText(text, kind) {
  if (text === '') return null
  if (kind === 'numbers') return text.split(/[,;\s]+/).map(readNumber)
  return kind === 'number' ? readNumber(text) : text
}

/** @param {string} text */
function readNumber(text) {
  const number = Number(text.replace(/\s/g, '').replace(',', '.'))
  return Number.isFinite(number) ? number : text
}

/** @param {string} text why something is refused */
export function reasonField(text = '') {
  const id = `reason-${++made}`
  const input = make('textarea', { id, className: 'input', value: text, maxLength: 4000 })
  input.dataset.ref = 'reason'
  input.dir = 'auto'
  const label = make('label', {
    htmlFor: id,
    textContent: gettext('Pourquoi refuser ? L’auteur le lira.'),
  })
  return make('div', { className: 'field' }, label, input)
}
