import { FieldFoot } from './field_foot.js'
import { bindMembers, fillMember, memberControls } from './members.js'

/** @typedef {import('./context.js').Context} Context */

const BLANK = { value: null, currency: null, scope: null, note: null }

/** One value, of its four parts together.
 * @param {HTMLElement} root @param {Context} context @returns {import('./plain_fields.js').Field} */
export function budgetField(root, context) {
  const { draft } = context
  const scopes = /** @type {HTMLSelectElement} */ (root.querySelector('[data-member="scope"]'))
  const read = () => ({
    ...BLANK,
    scope: scopes.value || null,
    .../** @type {any} */ (draft.value('budget')),
  })
  bindMembers(root, read, (budget) => {
    const { value, note, currency } = budget
    const nothing = value === null && note === null && currency === null
    draft.set('budget', nothing ? null : budget)
  })
  new FieldFoot(root, context, () => ['budget'])
  return {
    paths: () => ['budget'],
    fill: () => {
      const budget = draft.value('budget') ?? { ...BLANK, scope: scopes.options[0].value }
      for (const control of memberControls(root)) fillMember(control, budget)
    },
  }
}
