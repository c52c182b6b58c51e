import { openProject } from '../core/actions.js'
import { cluster, spot } from '../core/clusters.js'
import { formatNumber, gettext, ngettext } from '../core/i18n.js'
import { L } from './leaflet.js'
import { openPlace, textBox } from './place_popup.js'

/** @typedef {import('../core/catalogue.js').Catalogue} Catalogue */
/** @typedef {import('../core/clusters.js').Cluster} Cluster */
/** @typedef {import('../core/clusters.js').Spot} Spot */
/** @typedef {import('../core/store.js').Store} Store */
/** @typedef {import('../core/types.js').State} State */

const RADIUS = 44
// Drawn beyond the frame too, so that a small move shows no hole.
const BEYOND = 0.25

/** @param {number} count */
function clusterIcon(count) {
  const size = count < 10 ? 32 : count < 50 ? 40 : 48
  const number = document.createElement('span')
  number.textContent = formatNumber(count)
  return L.divIcon({ className: 'cluster', html: number, iconSize: [size, size] })
}

/** With the number that is drawn, which the Arabic dual leaves out: who speaks to the machine says
 * what they see.
 * @param {number} count */
function clusterLabel(count) {
  const label = ngettext('%(n)s projet ici', '%(n)s projets ici', count)
  const number = formatNumber(count)
  return label.includes(number) ? label : `${number} – ${label}`
}

/** Points of the projects listed; those near one another stand together. */
export class ProjectsLayer {
  /** @param {import('leaflet').Map} map @param {Store} store */
  constructor(map, store) {
    this.map = map
    this.store = store
    /** @type {Catalogue | null} whose spots are `spots` */
    this.catalogue = null
    /** @type {{spot: Spot, at: number}[]} of the project at that position, in an order that does
     * not depend on how the list is sorted, so that clusters do not either */
    this.spots = []
    /** @type {Map<string, import('leaflet').Marker>} those drawn, by what they show */
    this.drawn = new Map()
    this.zoom = Number.NaN
    /** @type {Spot[]} */
    this.chosen = []
    /** @type {Cluster[]} */
    this.clusters = []
    this.group = L.layerGroup().addTo(map)
    this.marked = L.layerGroup().addTo(map)
    store.watch(['answer'], (state) => this.choose(state))
    store.watch(['catalogue', 'project', 'hovered'], (state) => this.mark(state))
    map.on('moveend', () => this.draw())
  }

  /** @param {State} state */
  choose({ answer, catalogue }) {
    if (catalogue !== this.catalogue) this.place(catalogue)
    const listed = new Uint8Array(catalogue?.projects.length ?? 0)
    for (const at of answer?.positions ?? []) listed[at] = 1
    this.chosen = []
    for (const each of this.spots) if (listed[each.at]) this.chosen.push(each.spot)
    this.zoom = Number.NaN
    this.draw()
  }

  /** @param {Catalogue | null} catalogue */
  place(catalogue) {
    this.catalogue = catalogue
    this.spots = (catalogue?.projects ?? []).flatMap(({ identifier, points }, at) =>
      points.map((point) => ({ spot: spot(point, identifier), at })),
    )
    this.spots.sort(({ spot: a }, { spot: b }) =>
      a.project < b.project ? -1 : Number(a.project > b.project),
    )
  }

  draw() {
    const zoom = this.map.getZoom()
    if (zoom !== this.zoom) {
      this.zoom = zoom
      this.clusters = cluster(this.chosen, zoom, RADIUS)
    }
    const frame = this.map.getBounds().pad(BEYOND)
    const wanted = new Map(
      this.clusters
        .filter(({ at: [lon, lat] }) => frame.contains([lat, lon]))
        .map((each) => [each.key, each]),
    )
    for (const [key, marker] of this.drawn) {
      if (wanted.has(key)) continue
      this.group.removeLayer(marker)
      this.drawn.delete(key)
    }
    for (const [key, each] of wanted) {
      if (!this.drawn.has(key)) this.drawn.set(key, this.marker(each).addTo(this.group))
    }
  }

  /** @param {Cluster} each */
  marker(each) {
    const [lon, lat] = each.at
    const one = each.projects.length === 1 ? this.project(each.projects[0]) : null
    const icon = one
      ? L.divIcon({ className: 'pin', iconSize: [24, 24] })
      : clusterIcon(each.projects.length)
    const marker = L.marker([lat, lon], { icon })
    const label = one ? one.title : clusterLabel(each.projects.length)
    const choose = () => this.open(each, marker)
    marker.on('click', choose)
    marker.on('keypress', (event) => {
      if (/** @type {any} */ (event).originalEvent.key === 'Enter') choose()
    })
    marker.on('add', () => {
      const element = marker.getElement()
      element?.setAttribute('role', 'button')
      element?.setAttribute('aria-label', label)
      element?.setAttribute('data-projects', each.projects.join(' '))
    })
    marker.bindTooltip(() => textBox('span', label), { className: 'map-tooltip', offset: [10, 0] })
    return marker
  }

  /** @param {string} identifier */
  project(identifier) {
    return this.store.state.catalogue?.byIdentifier.get(identifier) ?? null
  }

  /** Zooming cannot part projects of one same place: they are listed instead.
   * @param {Cluster} each @param {import('leaflet').Marker} marker */
  open(each, marker) {
    const projects = each.projects.flatMap((identifier) => this.project(identifier) ?? [])
    if (projects.length === 1) return openProject(this.store, projects[0].slug)
    const bounds = L.latLngBounds(each.spots.map(({ position: [lon, lat] }) => [lat, lon]))
    const deepest = this.map.getZoom() >= this.map.getMaxZoom()
    if (!deepest && !bounds.getNorthEast().equals(bounds.getSouthWest())) {
      return this.map.fitBounds(bounds, { padding: [60, 60] })
    }
    openPlace(this.map, this.store, projects, marker)
  }

  /** All the places of the project that is open, or under the pointer in the list.
   * @param {State} state */
  mark({ catalogue, project, hovered }) {
    this.marked.clearLayers()
    const found = catalogue?.bySlug.get(hovered ?? project ?? '')
    for (const [lon, lat] of found?.points ?? []) {
      const icon = L.divIcon({ className: 'pin is-marked', iconSize: [26, 26] })
      const element = L.marker([lat, lon], {
        icon,
        zIndexOffset: 1000,
        interactive: false,
        keyboard: false,
      })
        .addTo(this.marked)
        .getElement()
      element?.setAttribute('role', 'img')
      element?.setAttribute('aria-label', gettext('Lieu du projet ouvert'))
    }
  }
}
