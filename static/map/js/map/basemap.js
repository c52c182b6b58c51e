import { getJson } from '../core/api.js'
import { L } from './leaflet.js'

/** @typedef {import('../core/types.js').PageConfig} PageConfig */

// What our layer of neighbours covers: beyond it there would seem to be sea only.
const COVERED = L.latLngBounds([8, -34], [50, 14])
export const MOROCCO = L.latLngBounds([20.7, -17.2], [35.95, -0.95])

/** Sea is the background; our regions are Morocco's land; other data gives the neighbours only.
 * @param {HTMLElement} container @param {PageConfig} config */
export function createMap(container, config) {
  const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches
  const map = L.map(container, {
    attributionControl: false,
    zoomControl: false,
    zoomSnap: 0.25,
    zoomDelta: 1,
    wheelPxPerZoomLevel: 120,
    maxZoom: 11,
    maxBounds: COVERED,
    maxBoundsViscosity: 0.7,
    zoomAnimation: !still,
    fadeAnimation: !still,
    markerZoomAnimation: !still,
    inertia: !still,
  })
  limitZoom(map)
  map.on('resize', () => limitZoom(map))
  map.fitBounds(MOROCCO)
  map.createPane('neighbours').style.zIndex = '210'
  map.createPane('labels').style.zIndex = '450'
  map.getPane('labels')?.setAttribute('aria-hidden', 'true')
  if (config.tiles) L.tileLayer(config.tiles.url, { maxZoom: 19 }).addTo(map)
  else if (config.urls.neighbours) addNeighbours(map, config.urls.neighbours)
  return map
}

/** Out as far as the data goes, unless the whole country would not fit. Whole numbers only: at a
 * minimum in between, the plugin of clusters forgets lone points.
 * @param {import('leaflet').Map} map */
function limitZoom(map) {
  const covered = Math.ceil(map.getBoundsZoom(COVERED, true) - 0.3)
  map.setMinZoom(Math.min(covered, Math.floor(map.getBoundsZoom(MOROCCO))))
}

/** Decoration: the map is right without it, so that its absence stops nothing.
 * @param {import('leaflet').Map} map @param {string} url */
async function addNeighbours(map, url) {
  const data = await getJson(url).catch(() => null)
  if (!data) return
  L.geoJSON(data, {
    pane: 'neighbours',
    interactive: false,
    style: (feature) => ({
      className: feature?.properties.kind === 'land' ? 'neighbour' : 'neighbour-border',
    }),
  }).addTo(map)
}
