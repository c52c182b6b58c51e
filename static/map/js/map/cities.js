import { L } from './leaflet.js'

/** @typedef {import('../core/types.js').PageConfig} PageConfig */

// From which zoom on the names of each rank are shown, if there is room for them.
const ZOOMS = [5, 6.5, 7.5]

/** Names of cities, in the page's language; a name that would hide something is left out.
 * @param {import('leaflet').Map} map @param {PageConfig['cities']} cities
 * @param {import('./region_labels.js').RegionLabels} labels */
export function addCities(map, cities, labels) {
  const group = L.layerGroup().addTo(map)
  const markers = cities.map(({ name, lat, lon, rank }) => {
    const box = document.createElement('div')
    box.textContent = name
    const icon = L.divIcon({ className: 'city-label', html: box, iconSize: [0, 0] })
    const marker = L.marker([lat, lon], {
      pane: 'labels',
      interactive: false,
      keyboard: false,
      icon,
    })
    return { marker, rank }
  })
  const show = () => {
    for (const { marker, rank } of markers) {
      if (map.getZoom() >= ZOOMS[rank - 1]) marker.addTo(group)
      else marker.remove()
    }
    labels.cities = markers
      .filter(({ marker }) => group.hasLayer(marker))
      .flatMap(({ marker }) => marker.getElement() ?? [])
    labels.arrangeSoon()
  }
  map.on('zoomend', show)
  show()
}
