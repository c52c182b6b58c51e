/** @typedef {import('./types.js').Answer} Answer */
/** @typedef {import('./types.js').Filters} Filters */
/** @typedef {{year: number, count: number}} Year */

/** Active projects of each year, without gaps, its own filter left out.
 * @param {Answer} answer @param {import('./catalogue.js').Catalogue} catalogue @returns {Year[]} */
export function activeByYear(answer, catalogue) {
  const all = catalogue.column('year').values.map(Number)
  if (all.length === 0) return []
  const counts = new Map(answer.facet('year').map(({ value, count }) => [Number(value), count]))
  const [first, last] = [Math.min(...all), Math.max(...all)]
  return Array.from({ length: last - first + 1 }, (_, i) => ({
    year: first + i,
    count: counts.get(first + i) ?? 0,
  }))
}

/** @param {Filters} filters @param {number} first @param {number} last @returns {[number, number]} */
export function chosenYears({ year_from, year_to }, first, last) {
  const within = (/** @type {string[] | undefined} */ values, /** @type {number} */ otherwise) => {
    const year = Number(values?.[0] ?? otherwise)
    return Number.isInteger(year) ? Math.min(last, Math.max(first, year)) : otherwise
  }
  const from = within(year_from, first)
  return [from, Math.max(from, within(year_to, last))]
}

/** The year that a key leads a handle to, null for a key that means nothing here.
 * @param {string} key @param {number} at @param {number} low @param {number} high
 * @param {boolean} mirrored */
export function yearOfKey(key, at, low, high, mirrored) {
  /** @type {Record<string, number>} */
  const steps = {
    ArrowRight: mirrored ? -1 : 1,
    ArrowLeft: mirrored ? 1 : -1,
    ArrowUp: 1,
    ArrowDown: -1,
    PageUp: 5,
    PageDown: -5,
    Home: Number.NEGATIVE_INFINITY,
    End: Number.POSITIVE_INFINITY,
  }
  return key in steps ? Math.min(high, Math.max(low, at + steps[key])) : null
}
