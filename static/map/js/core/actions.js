import { setFilter, toggleValue } from './filters.js'

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./types.js').Filters} Filters */
/** @typedef {import('./types.js').View} View */

/** A change of area frames that area anew; any other change leaves the map where it is.
 * @param {Store} store @param {Filters} filters */
export function changeFilters(store, filters) {
  const area = (/** @type {Filters} */ { region, province }) => `${region}|${province}`
  const framed = area(filters) !== area(store.state.filters)
  store.update({ filters, ...(framed ? { view: null } : {}) })
}

/** @param {Store} store @param {string} name @param {string[]} values */
export function applyFilter(store, name, values) {
  changeFilters(store, setFilter(store.state.filters, name, values))
}

/** @param {Store} store @param {string} name @param {string} value */
export function toggleFilter(store, name, value) {
  changeFilters(store, toggleValue(store.state.filters, name, value))
}

/** A region on the map is alone or nothing, so that a second click undoes the first.
 * @param {Store} store @param {string} code */
export function chooseRegion(store, code) {
  const { region = [] } = store.state.filters
  const alone = region.length === 1 && region[0] === code
  const filters = setFilter(store.state.filters, 'region', alone ? [] : [code])
  store.update({ filters, view: null, project: null })
}

/** Years from `from` to `to`; null where the whole catalogue begins or ends.
 * @param {Store} store @param {number | null} from @param {number | null} to */
export function chooseYears(store, from, to) {
  const begun = setFilter(store.state.filters, 'year_from', from === null ? [] : [String(from)])
  changeFilters(store, setFilter(begun, 'year_to', to === null ? [] : [String(to)]))
}

/** @type {WeakMap<Store, View | null>} where the reader was before opening a project */
const left = new WeakMap()

/** @param {Store} store @param {string} slug */
export function openProject(store, slug) {
  if (!store.state.project) left.set(store, store.state.view)
  store.update({ project: slug, view: null, hovered: null })
}

/** @param {Store} store */
export function closeProject(store) {
  store.update({ project: null, view: left.get(store) ?? null })
}
