import { changeFilters } from '../core/actions.js'
import { setFilter } from '../core/filters.js'
import { ref } from './dom.js'

/** @typedef {import('../core/store.js').Store} Store */

const FIELDS = ['budget_min', 'budget_max']

/** Whether a budget is known, and an interval, which has a sense in one currency only.
 * @param {HTMLElement} form @param {Store} store */
export function startBudget(form, store) {
  const root = ref(form, 'budget', HTMLDetailsElement)
  const known = ref(root, 'budget-known', HTMLSelectElement)
  const currency = ref(root, 'currency', HTMLSelectElement)
  const low = ref(root, 'budget-min', HTMLInputElement)
  const high = ref(root, 'budget-max', HTMLInputElement)
  const amount = (/** @type {HTMLInputElement} */ input) =>
    input.value.replace(/[\s\u00a0\u202f]/g, '')

  const apply = () => {
    const limits = [amount(low), amount(high)]
    for (const [i, input] of [low, high].entries()) {
      const wrong = limits[i] !== '' && !/^\d{1,15}(\.\d+)?$/.test(limits[i])
      input.setAttribute('aria-invalid', String(wrong))
      if (wrong) return
    }
    const wrongOrder = limits.every(Boolean) && Number(limits[0]) > Number(limits[1])
    high.setAttribute('aria-invalid', String(wrongOrder))
    if (wrongOrder) return
    let filters = setFilter(store.state.filters, 'budget_known', [known.value])
    filters = setFilter(filters, 'currency', [currency.value])
    FIELDS.forEach((name, i) => {
      filters = setFilter(filters, name, currency.value ? [limits[i]] : [])
    })
    changeFilters(store, filters)
  }
  for (const field of [known, currency, low, high]) field.addEventListener('change', apply)

  store.watch(['catalogue'], ({ catalogue }) => {
    for (const code of [...(catalogue?.currencies ?? [])].sort()) {
      currency.add(new Option(code, code))
    }
  })
  store.follow(['filters', 'catalogue'], ({ filters }) => {
    known.value = filters.budget_known?.[0] ?? ''
    currency.value = filters.currency?.[0] ?? ''
    for (const [i, input] of [low, high].entries()) {
      input.disabled = currency.value === ''
      if (document.activeElement !== input) input.value = filters[FIELDS[i]]?.[0] ?? ''
    }
    const set = ['budget_known', 'currency', ...FIELDS].some((name) => filters[name])
    ref(root, 'budget-badge', HTMLElement).hidden = !set
  })
}
