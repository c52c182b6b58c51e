/** Year, month and day of a date that may end after any of them.
 * @param {string | null} date @returns {[year: string, month: string, day: string]} */
export function partsOf(date) {
  const [year = '', month = '', day = ''] = (date ?? '').split('-')
  return [year, month, day]
}

/** @param {string} year @param {string} month @param {string} day @returns {string | null} */
export function dateOf(year, month, day) {
  if (!year) return null
  return [year, month, month && day].filter(Boolean).join('-')
}

/** @param {string} year @param {string} month */
export function daysIn(year, month) {
  if (!month) return 31
  return new Date(Date.UTC(Number(year) || 2000, Number(month), 0)).getUTCDate()
}
