import { gettext } from '../core/i18n.js'
import { createMap } from './basemap.js'
import { addCities } from './cities.js'
import { followFrame } from './framing.js'
import { L } from './leaflet.js'
import { addLegend } from './legend.js'
import { followPaper } from './paper.js'
import { ProjectsLayer } from './projects_layer.js'
import { RegionsLayer } from './regions_layer.js'

/** @param {HTMLElement} container @param {import('../core/store.js').Store} store
 * @param {import('../core/types.js').PageConfig} config */
export function startMap(container, store, config) {
  const map = createMap(container, config)
  L.control
    .zoom({
      position: document.documentElement.dir === 'rtl' ? 'topright' : 'topleft',
      zoomInTitle: gettext('Zoomer'),
      zoomOutTitle: gettext('Dézoomer'),
    })
    .addTo(map)
  addLegend(map, store)
  const regions = new RegionsLayer(map, store)
  new ProjectsLayer(map, store)
  addCities(map, config.cities, regions.labels)
  const frame = followFrame(map, store)
  followPaper(map, frame)
}
