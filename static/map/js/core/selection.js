// The rules of app/projects/criteria.py and facets.py, held to them by a test that asks both.

/** @typedef {import('./catalogue.js').Catalogue} Catalogue */
/** @typedef {import('./types.js').FacetValue} FacetValue */
/** @typedef {import('./types.js').Filters} Filters */
/** @typedef {import('./types.js').Project} Project */
/** @typedef {{facet: string, mask: Uint8Array}} Condition */
/** @typedef {{positions: number[], numberUndated: number,
 *   facet: (name: string) => FacetValue[], beside: (name: string) => Project[]}} Selection
 *   `beside`: projects that match every filter but that one */

const LISTS = [
  'region',
  'province',
  'level',
  'funder',
  'with_organisation',
  'theme',
  'target_group',
  'migration_dimension',
  'residence_country',
  'status',
  'good_practice',
]
const PERIOD = 'year'

/** @param {Catalogue} catalogue @param {string} name @param {string[]} wanted */
function having(catalogue, name, wanted) {
  const { values, places, starts, codes } = catalogue.column(name)
  const chosen = new Uint8Array(values.length)
  for (const value of wanted) {
    const place = places.get(value)
    if (place !== undefined) chosen[place] = 1
  }
  const mask = new Uint8Array(starts.length - 1)
  for (let i = 0; i < mask.length; i++) {
    for (let j = starts[i]; j < starts[i + 1]; j++) mask[i] |= chosen[codes[j]]
  }
  return mask
}

/** @param {Catalogue} catalogue @param {(project: Project) => boolean} test */
function passing(catalogue, test) {
  return Uint8Array.from(catalogue.projects, (project) => Number(test(project)))
}

/** @param {Filters} filters @param {string} name */
function number(filters, name) {
  return filters[name] ? Number(filters[name][0]) : null
}

/** @param {Filters} filters @param {string} today @returns {(project: Project) => boolean} */
function activeTest(filters, today) {
  const { year_from, year_to } = filters
  return ({ active_first: first, active_last: last }) =>
    first !== null &&
    (!year_to || first <= `${year_to[0]}-12-31`) &&
    (!year_from || (last ?? today) >= `${year_from[0]}-01-01`)
}

/** @param {Filters} filters @returns {(project: Project) => boolean} */
function budgetTest(filters) {
  const [min, max] = [number(filters, 'budget_min'), number(filters, 'budget_max')]
  const [known] = filters.budget_known ?? []
  const [currency] = filters.currency ?? []
  return ({ budget }) =>
    (known === undefined || (budget !== null) === (known === 'true')) &&
    (currency === undefined || budget?.currency === currency) &&
    (min === null || (budget !== null && budget.value >= min)) &&
    (max === null || (budget !== null && budget.value <= max))
}

/** @param {Catalogue} catalogue @param {Filters} filters @param {Set<string> | null} allowed
 * @returns {Condition[]} */
function conditionsOf(catalogue, filters, allowed) {
  const conditions = LISTS.filter((name) => filters[name]).map((name) => ({
    facet: name,
    mask: having(catalogue, name, filters[name]),
  }))
  const add = (/** @type {string} */ facet, /** @type {Uint8Array<ArrayBuffer>} */ mask) =>
    conditions.push({ facet, mask })
  const { organisation = [''], role = [''] } = filters
  if (filters.organisation || filters.role) {
    const wanted = role.flatMap((as) => organisation.map((slug) => `${as}:${slug}`))
    add('organisation', having(catalogue, 'participant', wanted))
  }
  if (filters.year_from || filters.year_to) {
    add(PERIOD, passing(catalogue, activeTest(filters, catalogue.today)))
  }
  if (filters.budget_known || filters.currency || filters.budget_min || filters.budget_max) {
    add('budget', passing(catalogue, budgetTest(filters)))
  }
  if (allowed)
    add(
      'server',
      passing(catalogue, ({ identifier }) => allowed.has(identifier)),
    )
  return conditions
}

/** Projects that match, with counts by value; a facet leaves out its own filter.
 * @param {Catalogue} catalogue @param {Filters} filters
 * @param {Set<string> | null} [allowed] identifiers that the server found for what it alone knows
 * @returns {Selection} */
export function select(catalogue, filters, allowed = null) {
  const conditions = conditionsOf(catalogue, filters, allowed)
  const failed = new Uint8Array(catalogue.projects.length)
  const last = new Uint8Array(catalogue.projects.length)
  conditions.forEach(({ mask }, order) => {
    for (let i = 0; i < mask.length; i++) {
      if (mask[i]) continue
      failed[i]++
      last[i] = order
    }
  })
  const without = (/** @type {string} */ facet) => {
    const own = conditions.findIndex((condition) => condition.facet === facet)
    return (/** @type {number} */ i) => failed[i] === 0 || (failed[i] === 1 && last[i] === own)
  }
  const positions = []
  for (let i = 0; i < failed.length; i++) if (failed[i] === 0) positions.push(i)
  const period = Boolean(filters.year_from || filters.year_to)
  const passes = without(PERIOD)
  const numberUndated = period
    ? catalogue.projects.filter(({ active_first }, i) => !active_first && passes(i)).length
    : 0
  /** @type {Map<string, FacetValue[]>} */
  const counted = new Map()
  const facet = (/** @type {string} */ name) => {
    const known = counted.get(name) ?? countFacet(catalogue, name, without(name), filters)
    counted.set(name, known)
    return known
  }
  const beside = (/** @type {string} */ name) => {
    const others = without(name)
    return catalogue.projects.filter((_, i) => others(i))
  }
  return { positions, numberUndated, facet, beside }
}

/** @param {Catalogue} catalogue @param {string} name @param {(i: number) => boolean} passes
 * @param {Filters} filters @returns {FacetValue[]} */
function countFacet(catalogue, name, passes, filters) {
  const { values, starts, codes } = catalogue.column(name)
  const counts = new Uint32Array(values.length)
  for (let i = 0; i + 1 < starts.length; i++) {
    if (!passes(i)) continue
    for (let j = starts[i]; j < starts[i + 1]; j++) counts[codes[j]]++
  }
  const label = (/** @type {string} */ value) => catalogue.label(name, value)
  const found = values
    .map((value, i) => ({ value, label: label(value), count: counts[i] }))
    .filter(({ value, count }) => count > 0 || filters[name]?.includes(value))
  const absent = (filters[name] ?? []).filter((value) => !values.includes(value))
  return [...found, ...absent.map((value) => ({ value, label: label(value), count: 0 }))].sort(
    (a, b) => b.count - a.count || compare(a.label, b.label),
  )
}

/** @param {string} a @param {string} b */
function compare(a, b) {
  return a < b ? -1 : Number(a > b)
}
