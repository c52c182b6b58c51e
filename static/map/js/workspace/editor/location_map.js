import { gettext } from '../../core/i18n.js'
import { createMap, MOROCCO } from '../../map/basemap.js'
import { L } from '../../map/leaflet.js'
import { get } from '../api.js'

/** @typedef {import('./context.js').Context} Context */
/** @typedef {import('./places.js').Location} Location */

/** @type {Promise<any> | null} the same shapes for each map of the page */
let shapes = null

/** @param {string} url */
function loadShapes(url) {
  shapes ??= get(url).then(([data]) => {
    if (!data) shapes = null
    return data
  })
  return shapes
}

/** Our base map with the provinces, on which one place is shown and chosen. */
export class LocationMap {
  /** @param {HTMLElement} container @param {Context} context
   * @param {(lon: number, lat: number) => void} choose */
  constructor(container, context, choose) {
    this.context = context
    /** @type {Map<string, {path: import('leaflet').Polygon, parent: string}>} */
    this.areas = new Map()
    const { map: config } = context.page
    this.map = createMap(
      container,
      /** @type {any} */ ({ tiles: config.tiles, urls: { neighbours: config.neighbours } }),
    )
    L.control
      .zoom({ zoomInTitle: gettext('Agrandir'), zoomOutTitle: gettext('Réduire') })
      .addTo(this.map)
    this.marker = L.marker([0, 0], {
      keyboard: false,
      interactive: false,
      icon: L.divIcon({ className: 'place-pin', iconSize: [18, 18] }),
    })
    this.map.on('click', ({ latlng }) => {
      const { lng, lat } = latlng.wrap()
      choose(Number(lng.toFixed(5)), Number(lat.toFixed(5)))
    })
    new ResizeObserver(() => this.map.invalidateSize({ animate: false })).observe(container)
    this.ready = this.#draw()
  }

  async #draw() {
    const data = await loadShapes(this.context.page.urls.provinces)
    for (const feature of data?.features ?? []) {
      const layer = L.geoJSON(feature, { style: { className: 'area' } }).addTo(this.map)
      const path = /** @type {import('leaflet').Polygon} */ (layer.getLayers()[0])
      path.bindTooltip(feature.properties.name, { sticky: true, className: 'map-tooltip' })
      path.getElement()?.setAttribute('data-area', feature.id)
      this.areas.set(feature.id, { path, parent: feature.properties.parent_code })
    }
  }

  /** @param {Location} location @param {boolean} [frame] whether the map moves to it */
  async show({ level, region, province, point }, frame = true) {
    await this.ready
    const bounds = L.latLngBounds([])
    for (const [code, { path, parent }] of this.areas) {
      const chosen = level === 'national' || (province ? code === province : parent === region)
      path.getElement()?.classList.toggle('is-chosen', chosen)
      if (chosen) bounds.extend(path.getBounds())
    }
    if (point) this.marker.setLatLng([point[1], point[0]]).addTo(this.map)
    else this.marker.remove()
    if (!frame) return
    this.map.invalidateSize({ animate: false })
    this.map.fitBounds(bounds.isValid() ? bounds : MOROCCO, {
      animate: false,
      padding: [12, 12],
      maxZoom: 8,
    })
  }
}
