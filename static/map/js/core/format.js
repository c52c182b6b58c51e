import { gettext } from './i18n.js'

/** Years of a project as its sources give them: an unknown end is not a missing one.
 * @param {string | null} start @param {string | null} end */
export function formatYears(start, end) {
  const from = start?.slice(0, 4)
  const to = end?.slice(0, 4)
  if (from && to) return from === to ? from : `${from} – ${to}`
  if (from) return gettext('début %(year)s, fin non connue', { year: from })
  if (to) return gettext('fin %(year)s, début non connu', { year: to })
  return gettext('dates non connues')
}

/** @param {{acronym: string | null, name: string}} organisation */
export function shortName({ acronym, name }) {
  return acronym ?? name
}
