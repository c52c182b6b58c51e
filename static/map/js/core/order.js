/** @typedef {import('./types.js').Project} Project */

const NAMES = ['title', 'start', 'end', 'budget', 'confirmed']
export const SORTS = NAMES.flatMap((name) => [name, `-${name}`])

/** A date known to the year begins with it.
 * @param {string | null} date */
function firstDay(date) {
  return date && `${date}-01-01`.slice(0, 10)
}

/** @param {string | null} date */
function lastDay(date) {
  if (date === null || date.length > 7) return date
  const [year, month = 12] = date.split('-').map(Number)
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
}

/** @type {Record<string, (project: Project) => string | number | null>} */
const KEYS = {
  start: ({ start_date }) => firstDay(start_date),
  end: ({ end_date }) => lastDay(end_date),
  budget: ({ budget }) => budget?.value ?? null,
  confirmed: ({ last_confirmed_at }) => last_confirmed_at,
}

/** As the server sorts: unknown values last either way, amounts by currency, then by identifier.
 * @param {Project[]} byTitle projects by title @param {string | null} sort
 * @param {string[] | null} ranked identifiers by relevance @returns {Project[]} */
export function inOrder(byTitle, sort, ranked) {
  if ((sort === null || sort.endsWith('relevance')) && ranked) {
    const ranks = new Map(ranked.map((identifier, rank) => [identifier, rank]))
    const rank = (/** @type {Project} */ { identifier }) => ranks.get(identifier) ?? 0
    return byTitle.toSorted((a, b) => rank(a) - rank(b))
  }
  if (sort === '-title') return byTitle.toReversed()
  const name = (sort ?? 'title').replace('-', '')
  const key = KEYS[name]
  if (!key) return byTitle
  const way = sort?.startsWith('-') ? -1 : 1
  return byTitle.toSorted((a, b) => {
    const [one, two] = [key(a), key(b)]
    const unknown = Number(one === null) - Number(two === null)
    const currencies =
      name === 'budget' ? compare(a.budget?.currency ?? '', b.budget?.currency ?? '') : 0
    const known = one === null || two === null ? 0 : currencies || way * compare(one, two)
    return unknown || known || compare(a.identifier, b.identifier)
  })
}

/** @template T @param {T} a @param {T} b */
function compare(a, b) {
  return a < b ? -1 : Number(a > b)
}
