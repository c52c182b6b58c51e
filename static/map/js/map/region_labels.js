import { labelPlaces } from '../core/geometry.js'
import { L } from './leaflet.js'

/** @typedef {{text: string, weight: number, shade: string}} LabelFigure
 * @typedef {{marker: import('leaflet').Marker, name: string, figure: LabelFigure,
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

/** @param {string} name @param {LabelFigure} figure */
function labelIcon(name, { text: shown, shade }) {
  const box = document.createElement('div')
  box.dataset.class = shade
  const text = document.createElement('span')
  text.textContent = name
  const number = document.createElement('b')
  number.textContent = shown
  box.append(text, number)
  box.dir = document.documentElement.dir
  return L.divIcon({ className: 'region-label', html: box, iconSize: [0, 0] })
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
    const marker = L.marker([lat, lon], {
      pane: 'labels',
      interactive: false,
      keyboard: false,
      icon: labelIcon(name, NONE),
    }).addTo(this.map)
    this.labels.set(id, { marker, name, figure: NONE, places })
  }

  /** @param {(code: string) => LabelFigure} figureOf */
  setFigures(figureOf) {
    for (const [code, label] of this.labels) {
      const figure = figureOf(code)
      const { text, shade } = label.figure
      if (text !== figure.text || shade !== figure.shade) {
        label.marker.setIcon(labelIcon(label.name, figure))
      }
      label.figure = figure
    }
    this.arrangeSoon()
  }

  arrangeSoon() {
    window.clearTimeout(this.timer)
    this.timer = window.setTimeout(() => this.arrange(), 80)
  }

  arrange() {
    const container = this.map.getContainer()
    const taken = [...container.querySelectorAll('.cluster, .pin, .legend, .leaflet-bar')].map(
      (element) => element.getBoundingClientRect(),
    )
    const frame = container.getBoundingClientRect()
    this.arrangeCities(taken)
    const byWeight = [...this.labels.values()].sort((a, b) => b.figure.weight - a.figure.weight)
    for (const label of byWeight) {
      const box = label.marker.getElement()?.firstElementChild
      if (!(box instanceof HTMLElement)) continue
      const placed = this.place(label, box, frame, taken)
      box.style.visibility = placed ? 'visible' : 'hidden'
      if (placed) taken.push(placed)
    }
  }

  /** A city stands where it is, or is not named.
   * @param {DOMRect[]} taken */
  arrangeCities(taken) {
    for (const city of this.cities) {
      const box = /** @type {HTMLElement} */ (city.firstElementChild)
      const rect = box.getBoundingClientRect()
      const hidden = taken.some((other) => overlap(rect, other))
      box.style.visibility = hidden ? 'hidden' : 'visible'
      if (!hidden) taken.push(rect)
    }
  }

  /** @param {Label} label @param {HTMLElement} box @param {DOMRect} frame @param {DOMRect[]} taken
   * @returns {DOMRect | null} where it is now */
  place({ marker, places }, box, frame, taken) {
    const { width, height } = box.getBoundingClientRect()
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
