import { formatNumber } from '../../core/i18n.js'
import { parseAmount } from './amounts.js'
import { tidy } from './plain_fields.js'

/** @typedef {import('./plain_fields.js').Control} Control */

const AMOUNTS = ['value', 'contribution.value']

/** @param {HTMLElement} root @returns {Control[]} */
export function memberControls(root) {
  return [.../** @type {NodeListOf<Control>} */ (root.querySelectorAll('[data-member]'))]
}

/** @param {Control} control */
export function memberName(control) {
  return /** @type {string} */ (control.dataset.member)
}

/** @param {any} item @param {string} name with a dot for a member of a member */
export function readMember(item, name) {
  const [first, second] = name.split('.')
  return second ? (item?.[first]?.[second] ?? null) : (item?.[first] ?? null)
}

/** A copy with the member set; an inner object without any value is null.
 * @param {any} item @param {string} name @param {unknown} value */
export function withMember(item, name, value) {
  const [first, second] = name.split('.')
  if (!second) return { ...item, [first]: value }
  const inner = { ...item?.[first], [second]: value }
  const empty = Object.values(inner).every((one) => one === null)
  return { ...item, [first]: empty ? null : inner }
}

/** @param {Control} control */
export function typedIn(control) {
  const name = memberName(control)
  return AMOUNTS.includes(name) ? parseAmount(control.value) : tidy(control.value)
}

/** @param {Control} control @param {any} item */
export function fillMember(control, item) {
  const value = readMember(item, memberName(control))
  control.value = value === null ? '' : String(value)
  if (typeof value === 'number' && AMOUNTS.includes(memberName(control))) {
    control.value = formatNumber(value)
  }
}

/** Writes an item as its members are typed; an amount is shown as it was understood.
 * @param {HTMLElement} root @param {() => any} read @param {(item: any) => void} write */
export function bindMembers(root, read, write) {
  for (const control of memberControls(root)) {
    control.addEventListener('input', () => {
      write(withMember(read(), memberName(control), typedIn(control)))
    })
    if (AMOUNTS.includes(memberName(control))) {
      control.addEventListener('change', () => fillMember(control, read()))
    }
  }
}
