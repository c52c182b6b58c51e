import { readFilters, toQuery } from './filters.js'
import { isMeasure, NUMBER } from './measures.js'
import { SORTS } from './order.js'

/** @typedef {import('./types.js').UrlState} UrlState */
/** @typedef {import('./types.js').View} View */

/** @param {string | null} text @returns {View | null} */
function readView(text) {
  const parts = (text ?? '').split(',').map(Number)
  if (parts.length !== 3 || parts.some((part) => !Number.isFinite(part))) return null
  const [lat, lon, zoom] = parts
  return Math.abs(lat) <= 85 && Math.abs(lon) <= 180 && zoom >= 0 && zoom <= 20
    ? { lat, lon, zoom }
    : null
}

/** @param {string} search @returns {UrlState} */
export function readUrl(search) {
  const query = new URLSearchParams(search)
  return {
    filters: readFilters(query),
    project: query.get('project') || null,
    sort: SORTS.find((sort) => sort === query.get('sort')) ?? null,
    measure: isMeasure(query.get('measure') ?? '') ? String(query.get('measure')) : NUMBER,
    view: query.get('view') ? readView(query.get('view')) : null,
  }
}

/** @param {UrlState} state */
export function writeUrl({ filters, project, view, sort, measure }) {
  const query = toQuery(filters)
  if (sort) query.set('sort', sort)
  if (measure !== NUMBER) query.set('measure', measure)
  if (project) query.set('project', project)
  if (view) query.set('view', `${view.lat.toFixed(4)},${view.lon.toFixed(4)},${view.zoom}`)
  const text = query.toString().replaceAll('%2C', ',')
  return text ? `?${text}` : ''
}
