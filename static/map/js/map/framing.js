import { applyFilter } from '../core/actions.js'
import { afterPaint } from '../core/after_paint.js'
import { MOROCCO } from './basemap.js'
import { L } from './leaflet.js'

/** @typedef {import('../core/store.js').Store} Store */
/** @typedef {import('../core/types.js').State} State */

/** What the map has to show when the reader has not moved it: the places of the open project,
 * else its regions, else the regions chosen, else the whole country.
 * @param {State} state */
function wantedBounds({ catalogue, project, regions, filters }) {
  const open = catalogue?.bySlug.get(project ?? '')
  const points = open?.points ?? []
  const wide = open?.levels.some((level) => level === 'region' || level === 'province')
  const codes = open ? (wide ? open.regions : []) : filters.region
  const areas = regions?.features.filter(({ id }) => codes?.includes(id)) ?? []
  const bounds = L.latLngBounds([])
  for (const [lon, lat] of points) bounds.extend([lat, lon])
  for (const area of areas) bounds.extend(L.geoJSON(area).getBounds())
  return bounds.isValid() ? bounds : MOROCCO
}

/** @param {import('leaflet').Map} map */
function boundsOf(map) {
  const box = map.getBounds()
  const sides = [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()]
  return sides.map((side) => side.toFixed(3)).join(',')
}

/** Moves by the reader are written to the state; any other change of state frames the map.
 * @param {import('leaflet').Map} map @param {Store} store @returns {() => void} frames it again */
export function followFrame(map, store) {
  const animate = !window.matchMedia('(prefers-reduced-motion: reduce)').matches
  let byReader = false
  let writing = false
  const frame = (/** @type {State} */ state, moving = animate) => {
    byReader = false
    const { view } = state
    if (view) map.setView([view.lat, view.lon], view.zoom, { animate: moving })
    else
      map.fitBounds(wantedBounds(state), {
        animate: moving,
        padding: [24, 24],
        maxZoom: 8,
      })
  }
  const follow = () => frame(store.state)
  const container = map.getContainer()
  for (const type of ['pointerdown', 'wheel', 'keydown', 'touchstart']) {
    container.addEventListener(
      type,
      () => {
        byReader = true
      },
      { passive: true, capture: true },
    )
  }
  map.on('moveend', () => {
    const bounds = boundsOf(map)
    const followed = store.state.filters.bbox && byReader
    if (followed) applyFilter(store, 'bbox', [bounds])
    store.update({ bounds })
    if (!byReader) return
    const { lat, lng } = map.getCenter()
    const round = (/** @type {number} */ n) => Math.round(n * 10000) / 10000
    writing = true
    store.update({ view: { lat: round(lat), lon: round(lng), zoom: map.getZoom() } })
    writing = false
  })
  store.watch(['view', 'project', 'filters', 'regions', 'catalogue'], (state, before) => {
    if (writing) return
    const arrived =
      before && (before.regions !== state.regions || before.catalogue !== state.catalogue)
    const area = (/** @type {State | null} */ s) => `${s?.project}|${s?.filters.region}`
    if (before && !arrived && before.view === state.view && area(before) === area(state)) return
    if (before && !arrived) afterPaint(follow)
    else frame(state, false)
  })
  store.update({ bounds: boundsOf(map) })
  const reframe = () => {
    byReader = false
    map.invalidateSize({ animate: false })
    frame(store.state, false)
  }
  new ResizeObserver(() => {
    byReader = false
    map.invalidateSize({ animate: false })
    if (!store.state.view) frame(store.state, false)
  }).observe(container)
  return reframe
}
