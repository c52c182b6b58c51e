import { positions } from '../core/places.js'
import { MOROCCO } from './basemap.js'
import { L } from './leaflet.js'

/** @typedef {import('../core/store.js').Store} Store */
/** @typedef {import('../core/types.js').State} State */

/** What the map has to show when the reader has not moved it: the places of the open project,
 * else its regions, else the regions chosen, else the whole country.
 * @param {State} state */
function wantedBounds({ projects, project, regions, filters }) {
  const open = projects?.features.find(({ properties }) => properties.slug === project)
  const points = open ? positions(open) : []
  const wide = open?.properties.levels.some((level) => level === 'region' || level === 'province')
  const codes = open ? (wide ? open.properties.regions : []) : filters.region
  const areas = regions?.features.filter(({ id }) => codes?.includes(id)) ?? []
  const bounds = L.latLngBounds([])
  for (const [lon, lat] of points) bounds.extend([lat, lon])
  for (const area of areas) bounds.extend(L.geoJSON(area).getBounds())
  return bounds.isValid() ? bounds : MOROCCO
}

/** Moves by the reader are written to the state; any other change of state frames the map.
 * @param {import('leaflet').Map} map @param {Store} store */
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
    if (!byReader) return
    const { lat, lng } = map.getCenter()
    const round = (/** @type {number} */ n) => Math.round(n * 10000) / 10000
    writing = true
    store.update({ view: { lat: round(lat), lon: round(lng), zoom: map.getZoom() } })
    writing = false
  })
  store.watch(['view', 'project', 'filters', 'regions', 'projects'], (state, before) => {
    if (writing) return
    const arrived =
      before && (before.regions !== state.regions || before.projects !== state.projects)
    const area = (/** @type {State | null} */ s) => `${s?.project}|${s?.filters.region}`
    if (before && !arrived && before.view === state.view && area(before) === area(state)) return
    frame(state, Boolean(before) && !arrived && animate)
  })
  new ResizeObserver(() => {
    byReader = false
    map.invalidateSize({ animate: false })
    if (!store.state.view) frame(store.state, false)
  }).observe(container)
}
