import { gettext } from '../core/i18n.js'
import { createMap } from './basemap.js'
import { followFrame } from './framing.js'
import { L } from './leaflet.js'
import { addLegend } from './legend.js'
import { ProjectsLayer } from './projects_layer.js'
import { RegionsLayer } from './regions_layer.js'

/** @param {HTMLElement} container @param {import('../core/store.js').Store} store
 * @param {import('../core/types.js').PageConfig} config */
export function startMap(container, store, config) {
  const map = createMap(container, config)
  L.control
    .zoom({
      position: 'topleft',
      zoomInTitle: gettext('Zoomer'),
      zoomOutTitle: gettext('Dézoomer'),
    })
    .addTo(map)
  addLegend(map, store)
  new RegionsLayer(map, store)
  new ProjectsLayer(map, store)
  followFrame(map, store)
}
