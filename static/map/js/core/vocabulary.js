import { ORGANISATIONS } from './catalogue.js'

/** @typedef {import('./catalogue.js').Catalogue} Catalogue */
/** @typedef {import('./types.js').Filters} Filters */

const CODES = [
  'region',
  'province',
  'level',
  'role',
  'theme',
  'target_group',
  'migration_dimension',
  'status',
  'residence_country',
]
const SERVER_ONLY = ['q', 'bbox', 'implementer', 'year_active', 'year_started']

/** @param {string[] | undefined} values */
function year(values) {
  return !values || (/^\d{4}$/.test(values[0]) && +values[0] >= 1900 && +values[0] <= 2100)
}

/** @param {string[] | undefined} values */
function amount(values) {
  return !values || (/^\d{1,16}(\.\d+)?$/.test(values[0]) && +values[0] <= 1e16)
}

/** @param {string[] | undefined} low @param {string[] | undefined} high */
function ordered(low, high) {
  return !low || !high || Number(low[0]) <= Number(high[0])
}

/** @param {Catalogue} catalogue @param {Filters} filters */
function isKnown({ labels, organisations, currencies }, filters) {
  const { year_from, year_to, budget_min, budget_max, currency } = filters
  const bool = (/** @type {string} */ name) =>
    !filters[name] || ['true', 'false'].includes(filters[name][0])
  return (
    CODES.every((name) =>
      (filters[name] ?? []).every((value) => Object.hasOwn(labels[name] ?? {}, value)),
    ) &&
    ORGANISATIONS.every((name) =>
      (filters[name] ?? []).every((slug) => Object.hasOwn(organisations, slug)),
    ) &&
    bool('good_practice') &&
    bool('budget_known') &&
    [year_from, year_to].every(year) &&
    ordered(year_from, year_to) &&
    [budget_min, budget_max].every(amount) &&
    ordered(budget_min, budget_max) &&
    (!currency || currencies.has(currency[0])) &&
    Boolean(currency || (!budget_min && !budget_max))
  )
}

/** The filters that only the server can answer: words and boxes, and all of them when one has a
 * value that is not known here (a former name, or a mistake that the server knows how to explain).
 * @param {Catalogue} catalogue @param {Filters} filters @returns {Filters | null} */
export function serverPart(catalogue, filters) {
  if (!isKnown(catalogue, filters)) return filters
  const part = Object.fromEntries(
    Object.entries(filters).filter(([name]) => SERVER_ONLY.includes(name)),
  )
  return Object.keys(part).length > 0 ? part : null
}

/** What is left to filter here.
 * @param {Catalogue} catalogue @param {Filters} filters @returns {Filters} */
export function localPart(catalogue, filters) {
  return isKnown(catalogue, filters) ? filters : {}
}
