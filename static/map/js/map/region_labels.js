import { labelPlaces } from '../core/geometry.js'
import { L } from './leaflet.js'

/** @typedef {{text: string, weight: number, shade: string}} LabelFigure
 * @typedef {{marker: import('leaflet').Marker, box: HTMLElement, figure: LabelFigure,
 *   places: import('../core/geometry.js').Stretch[]}} Label */

const NONE = { text: '', weight: 0, shade: '0' }

// A name may stick out of its region by this much before it seems to name the next one.
const OVERHANG = 1.6
const MARGIN = 3

/** @param {DOMRect} a @param {DOMRect} b */
function overlap(a, b) {
  return (
    a.left - MARGIN < b.right &&
    b.left - MARGIN < a.right &&
    a.top - MARGIN < b.bottom &&
    b.top - MARGIN < a.bottom
  )
}

/** @param {string} name */
function labelBox(name) {
  const box = document.createElement('div')
  const text = document.createElement('span')
  text.textContent = name
  box.append(text, document.createElement('b'))
  box.dir = document.documentElement.dir
  box.style.visibility = 'hidden'
  return box
}

/** Names of the regions, each where it hides neither a point nor another name, else not at all:
 * the tooltip and the list have them in any case. */
export class RegionLabels {
  /** @param {import('leaflet').Map} map */
  constructor(map) {
    this.map = map
    /** @type {Map<string, Label>} */
    this.labels = new Map()
    this.timer = 0
    /** @type {HTMLElement[]} */
    this.cities = []
    map.on('moveend zoomend layeradd', () => this.arrangeSoon())
  }

  /** @param {import('../core/types.js').RegionFeature} region */
  add({ id, geometry, properties: { name } }) {
    const places = labelPlaces(geometry)
    const [lon, lat] = places[0].point
    const box = labelBox(name)
    const icon = L.divIcon({ className: 'region-label', html: box, iconSize: [0, 0] })
    const options = { pane: 'labels', interactive: false, keyboard: false, icon }
    const marker = L.marker([lat, lon], options).addTo(this.map)
    this.labels.set(id, { marker, box, figure: NONE, places })
  }

  /** @param {(code: string) => LabelFigure} figureOf */
  setFigures(figureOf) {
    for (const [code, label] of this.labels) {
      const figure = figureOf(code)
      const number = /** @type {HTMLElement} */ (label.box.lastElementChild)
      if (number.textContent !== figure.text) number.textContent = figure.text
      if (label.box.dataset.class !== figure.shade) label.box.dataset.class = figure.shade
      label.figure = figure
    }
    this.arrangeSoon()
  }

  arrangeSoon() {
    window.clearTimeout(this.timer)
    this.timer = window.setTimeout(() => this.arrange(), 80)
  }

  /** All sizes are read before anything moves: one layout, not one for each name. */
  arrange() {
    const container = this.map.getContainer()
    const rectOf = (/** @type {Element} */ element) => element.getBoundingClientRect()
    const taken = [...container.querySelectorAll('.cluster, .pin, .legend, .leaflet-bar')].map(
      rectOf,
    )
    const frame = rectOf(container)
    const cities = this.cities.map((city) => {
      const box = /** @type {HTMLElement} */ (city.firstElementChild)
      return { box, rect: rectOf(box) }
    })
    const names = [...this.labels.values()]
      .sort((a, b) => b.figure.weight - a.figure.weight)
      .map((label) => ({ label, size: rectOf(label.box) }))
    // A city stands where it is, or is not named.
    for (const { box, rect } of cities) {
      const free = !taken.some((other) => overlap(rect, other))
      box.style.visibility = free ? 'visible' : 'hidden'
      if (free) taken.push(rect)
    }
    for (const { label, size } of names) {
      const placed = this.place(label, size, frame, taken)
      label.box.style.visibility = placed ? 'visible' : 'hidden'
      if (placed) taken.push(placed)
    }
  }

  /** @param {Label} label @param {DOMRect} size @param {DOMRect} frame @param {DOMRect[]} taken
   * @returns {DOMRect | null} where it is now */
  place({ marker, places }, { width, height }, frame, taken) {
    for (const { point, width: stretch } of places) {
      const [lon, lat] = point
      const at = this.map.latLngToContainerPoint([lat, lon])
      const end = this.map.latLngToContainerPoint([lat, lon + stretch])
      if (width > OVERHANG * (end.x - at.x)) continue
      const left = frame.left + at.x - width / 2
      const rect = new DOMRect(left, frame.top + at.y - height / 2, width, height)
      if (taken.some((other) => overlap(rect, other))) continue
      marker.setLatLng([lat, lon])
      return rect
    }
    return null
  }
}
