import { openProject } from '../core/actions.js'
import { formatNumber, gettext, ngettext } from '../core/i18n.js'
import { positions } from '../core/places.js'
import { L } from './leaflet.js'

/** @typedef {import('../core/store.js').Store} Store */
/** @typedef {import('../core/types.js').ProjectFeature} ProjectFeature */
/** @typedef {import('../core/types.js').State} State */
/** @typedef {import('leaflet').Marker & {project: ProjectFeature}} ProjectMarker */

const PIN = () => L.divIcon({ className: 'pin', iconSize: [18, 18] })

/** Several places of one project count once.
 * @param {import('leaflet').MarkerCluster} cluster @returns {ProjectFeature[]} */
function projectsOf(cluster) {
  const markers = /** @type {ProjectMarker[]} */ (cluster.getAllChildMarkers())
  return [...new Map(markers.map(({ project }) => [project.id, project])).values()]
}

/** @param {import('leaflet').MarkerCluster} cluster */
function clusterIcon(cluster) {
  const count = projectsOf(cluster).length
  const size = count < 10 ? 32 : count < 50 ? 40 : 48
  const number = document.createElement('span')
  number.textContent = formatNumber(count)
  return L.divIcon({ className: 'cluster', html: number, iconSize: [size, size] })
}

/** @param {HTMLElement | undefined} element @param {string} label @param {ProjectFeature[]} projects */
function describe(element, label, projects) {
  if (!element) return
  element.setAttribute('role', 'button')
  element.setAttribute('aria-label', label)
  element.dataset.projects = projects.map(({ id }) => id).join(' ')
}

export class ProjectsLayer {
  /** @param {import('leaflet').Map} map @param {Store} store */
  constructor(map, store) {
    this.map = map
    this.store = store
    /** @type {Map<string, ProjectMarker[]>} */
    this.markers = new Map()
    this.clusters = L.markerClusterGroup({
      maxClusterRadius: 44,
      showCoverageOnHover: false,
      zoomToBoundsOnClick: false,
      spiderfyOnMaxZoom: false,
      animate: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
      iconCreateFunction: clusterIcon,
    })
    this.marked = L.layerGroup().addTo(map)
    this.clusters.addTo(map)
    this.clusters.on('clusterclick', (event) => this.open(event.propagatedFrom ?? event.layer))
    this.clusters.on('clusterkeypress', (event) => {
      const { originalEvent } = /** @type {any} */ (event)
      if (originalEvent.key === 'Enter') this.open(event.propagatedFrom ?? event.layer)
    })
    this.clusters.on('animationend', () => this.nameClusters())
    map.on('moveend', () => this.nameClusters())
    store.watch(['projects'], (state) => this.build(state))
    store.watch(['projects', 'answer'], (state) => this.show(state))
    store.watch(['projects', 'project', 'hovered'], (state) => this.mark(state))
  }

  /** @param {State} state */
  build({ projects }) {
    for (const feature of projects?.features ?? []) {
      const markers = positions(feature).map(([lon, lat]) => this.marker(feature, lat, lon))
      this.markers.set(feature.id, markers)
    }
  }

  /** @param {ProjectFeature} feature @param {number} lat @param {number} lon */
  marker(feature, lat, lon) {
    const { title, slug } = feature.properties
    const marker = /** @type {ProjectMarker} */ (L.marker([lat, lon], { icon: PIN(), alt: title }))
    marker.project = feature
    const choose = () => openProject(this.store, slug)
    marker.on('click', choose)
    marker.on('keypress', (event) => {
      if (/** @type {any} */ (event).originalEvent.key === 'Enter') choose()
    })
    marker.on('add', () => describe(marker.getElement(), title, [feature]))
    marker.bindTooltip(() => textBox('span', title), { className: 'map-tooltip', offset: [10, 0] })
    return marker
  }

  /** The points shown are those of the projects listed, and no rule is known here.
   * @param {State} state */
  show({ answer, projects }) {
    if (!projects) return
    const items = answer?.items ?? []
    const wanted = items.flatMap(({ identifier }) => this.markers.get(identifier) ?? [])
    this.clusters.clearLayers()
    this.clusters.addLayers(wanted)
    this.nameClusters()
  }

  nameClusters() {
    this.map.eachLayer((layer) => {
      if (!(layer instanceof L.MarkerCluster)) return
      const projects = projectsOf(layer)
      const label = ngettext('%(n)s projet ici', '%(n)s projets ici', projects.length)
      describe(layer.getElement(), label, projects)
    })
  }

  /** Zooming cannot part projects of one same place: they are listed instead.
   * @param {import('leaflet').MarkerCluster} cluster */
  open(cluster) {
    const bounds = cluster.getBounds()
    const deepest = this.map.getZoom() >= this.map.getMaxZoom()
    if (!deepest && !bounds.getNorthEast().equals(bounds.getSouthWest())) {
      cluster.zoomToBounds({ padding: [40, 40] })
      return
    }
    const content = this.popupContent(projectsOf(cluster))
    L.popup({ className: 'place-popup', maxWidth: 320, minWidth: 220 })
      .setLatLng(cluster.getLatLng())
      .setContent(content)
      .openOn(this.map)
    content.querySelector('button')?.focus()
    content.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      this.map.closePopup()
      cluster.getElement()?.focus()
    })
  }

  /** @param {ProjectFeature[]} projects */
  popupContent(projects) {
    const box = document.createElement('div')
    box.dir = document.documentElement.dir
    const n = projects.length
    box.append(textBox('h2', ngettext('%(n)s projet ici', '%(n)s projets ici', n)))
    const list = document.createElement('ul')
    for (const { properties } of projects) {
      const button = document.createElement('button')
      button.type = 'button'
      button.textContent = properties.title
      button.lang = properties.title_lang
      button.addEventListener('click', () => {
        this.map.closePopup()
        openProject(this.store, properties.slug)
      })
      const item = document.createElement('li')
      item.append(button)
      list.append(item)
    }
    box.append(list)
    return box
  }

  /** All the places of the project that is open, or under the pointer in the list.
   * @param {State} state */
  mark({ projects, project, hovered }) {
    this.marked.clearLayers()
    const slug = hovered ?? project
    const found = projects?.features.find(({ properties }) => properties.slug === slug)
    if (!found) return
    for (const [lon, lat] of positions(found)) {
      const icon = L.divIcon({ className: 'pin is-marked', iconSize: [26, 26] })
      L.marker([lat, lon], { icon, zIndexOffset: 1000, interactive: false, keyboard: false })
        .addTo(this.marked)
        .getElement()
        ?.setAttribute('aria-label', gettext('Lieu du projet ouvert'))
    }
  }
}

/** @param {string} tag @param {string} text */
function textBox(tag, text) {
  const box = document.createElement(tag)
  box.textContent = text
  return box
}
