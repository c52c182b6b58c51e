import { labelPlaces } from '../core/geometry.js'
import { formatNumber } from '../core/i18n.js'
import { L } from './leaflet.js'

/** @typedef {{marker: import('leaflet').Marker, name: string, count: number | null,
 *   places: import('../core/geometry.js').Stretch[]}} Label */

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

/** @param {string} name @param {number | null} count @param {string} shade */
function labelIcon(name, count, shade) {
  const box = document.createElement('div')
  box.dataset.class = shade
  const text = document.createElement('span')
  text.textContent = name
  const number = document.createElement('b')
  number.textContent = count === null ? '' : formatNumber(count)
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
      icon: labelIcon(name, null, '0'),
    }).addTo(this.map)
    this.labels.set(id, { marker, name, count: null, places })
  }

  /** Without figures for a region its number is left out: unknown is not zero.
   * @param {Map<string, {count: number}>} figures @param {(count: number) => string} shadeOf */
  setCounts(figures, shadeOf) {
    for (const [code, label] of this.labels) {
      label.count = figures.get(code)?.count ?? null
      label.marker.setIcon(labelIcon(label.name, label.count, shadeOf(label.count ?? 0)))
    }
    this.arrange()
  }

  arrangeSoon() {
    window.clearTimeout(this.timer)
    this.timer = window.setTimeout(() => this.arrange(), 80)
  }

  arrange() {
    const container = this.map.getContainer()
    const taken = [...container.querySelectorAll('.cluster, .pin, .legend')].map((element) =>
      element.getBoundingClientRect(),
    )
    const frame = container.getBoundingClientRect()
    const byCount = [...this.labels.values()].sort((a, b) => (b.count ?? 0) - (a.count ?? 0))
    for (const label of byCount) {
      const box = label.marker.getElement()?.firstElementChild
      if (!(box instanceof HTMLElement)) continue
      const placed = this.place(label, box, frame, taken)
      box.style.visibility = placed ? 'visible' : 'hidden'
      if (placed) taken.push(placed)
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
