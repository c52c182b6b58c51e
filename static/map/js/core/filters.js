// A selection of projects: the filters of the API under the names of the API. Which project
// matches is the server's business alone.

/** @typedef {import('./types.js').Filters} Filters */

const SEVERAL = [
  'region',
  'province',
  'level',
  'funder',
  'implementer',
  'organisation',
  'role',
  'with_organisation',
  'theme',
  'target_group',
  'migration_dimension',
  'status',
  'residence_country',
  'year_active',
  'year_started',
]
const SINGLE = [
  'good_practice',
  'year_from',
  'year_to',
  'budget_known',
  'budget_min',
  'budget_max',
  'currency',
  'bbox',
  'q',
]
export const FILTER_NAMES = [...SEVERAL, ...SINGLE]

/** @param {Filters} filters @param {string} name @param {string[]} values @returns {Filters} */
export function setFilter(filters, name, values) {
  const others = Object.fromEntries(Object.entries(filters).filter(([key]) => key !== name))
  const kept = values.filter((value) => value !== '')
  return kept.length > 0 ? { ...others, [name]: kept } : others
}

/** @param {Filters} filters @param {string} name @param {string} value @returns {Filters} */
export function toggleValue(filters, name, value) {
  const values = filters[name] ?? []
  const next = values.includes(value) ? values.filter((v) => v !== value) : [...values, value]
  return setFilter(filters, name, next)
}

/** @param {Filters} filters */
export function isEmpty(filters) {
  return Object.keys(filters).length === 0
}

/** Every applied value, in a stable order.
 * @param {Filters} filters @returns {{name: string, value: string}[]} */
export function appliedValues(filters) {
  return FILTER_NAMES.flatMap((name) => (filters[name] ?? []).map((value) => ({ name, value })))
}

/** @param {URLSearchParams} query @returns {Filters} */
export function readFilters(query) {
  /** @type {Filters} */
  const filters = {}
  for (const name of FILTER_NAMES) {
    const values = [...new Set(query.getAll(name))].filter((value) => value !== '')
    if (values.length > 0) filters[name] = SINGLE.includes(name) ? values.slice(-1) : values
  }
  return filters
}

/** @param {Filters} filters */
export function toQuery(filters) {
  return new URLSearchParams(
    appliedValues(filters).map(
      ({ name, value }) => /** @type {[string, string]} */ ([name, value]),
    ),
  )
}

/** @param {Filters} a @param {Filters} b */
export function sameFilters(a, b) {
  return toQuery(a).toString() === toQuery(b).toString()
}
