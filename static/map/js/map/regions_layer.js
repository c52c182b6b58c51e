import { chooseRegion } from '../core/actions.js'
import { gettext, ngettext } from '../core/i18n.js'
import { placedRegions, withoutExactPlace } from '../core/places.js'
import { classOf, naturalClasses } from '../core/scale.js'
import { L } from './leaflet.js'
import { RegionLabels } from './region_labels.js'

/** @typedef {import('../core/store.js').Store} Store */
/** @typedef {import('../core/types.js').RegionFeature} RegionFeature */
/** @typedef {import('../core/types.js').State} State */
/** @typedef {{count: number, unplaced: number | null}} Figures */

/** What the map says of each region, from the answer that the list shows too. The shading ignores
 * the region filter itself, as the facet does; places are known for listed projects only.
 * @param {State} state @param {Map<string, Set<string>>} placed @returns {Map<string, Figures>} */
function regionFigures({ answer, filters, regions }, placed) {
  const counts = new Map((answer?.facets.region ?? []).map(({ value, count }) => [value, count]))
  const unplaced = withoutExactPlace(answer?.items ?? [], placed)
  const chosen = filters.region ?? []
  return new Map(
    (regions?.features ?? []).map(({ id }) => {
      const listed = chosen.length === 0 || chosen.includes(id)
      return [id, { count: counts.get(id) ?? 0, unplaced: listed ? (unplaced.get(id) ?? 0) : null }]
    }),
  )
}

/** @param {Figures | undefined} figures */
function figuresText(figures) {
  if (!figures) return gettext('Chargement des projets…')
  const { count, unplaced } = figures
  if (count === 0) return gettext('aucun projet trouvé')
  const projects = ngettext('%(n)s projet', '%(n)s projets', count)
  if (!unplaced) return projects
  const rest = ngettext('dont %(n)s sans lieu précis', 'dont %(n)s sans lieu précis', unplaced)
  return `${projects}, ${rest}`
}

/** @param {string} name @param {string} text */
function tooltipContent(name, text) {
  const box = document.createElement('div')
  const title = document.createElement('strong')
  title.textContent = name
  const line = document.createElement('span')
  line.textContent = text
  box.append(title, line)
  box.dir = document.documentElement.dir
  return box
}

export class RegionsLayer {
  /** @param {import('leaflet').Map} map @param {Store} store */
  constructor(map, store) {
    this.map = map
    this.store = store
    this.labels = new RegionLabels(map)
    /** @type {Map<string, {path: import('leaflet').Polygon, name: string}>} */
    this.shapes = new Map()
    /** @type {Map<string, Set<string>>} */
    this.placed = new Map()
    /** @type {Map<string, Figures>} */
    this.figures = new Map()
    store.watch(['regions', 'projects'], (state) => this.draw(state))
    store.watch(['regions', 'projects', 'answer', 'filters'], (state) => this.shade(state))
    store.watch(['regions', 'projects', 'project', 'hovered'], (state) => this.point(state))
  }

  /** @param {State} state */
  draw({ regions, projects }) {
    if (!regions) return
    if (projects) this.placed = placedRegions(projects, regions)
    if (this.shapes.size > 0) return
    for (const feature of regions.features) this.addRegion(feature)
  }

  /** @param {RegionFeature} feature */
  addRegion(feature) {
    const { name } = feature.properties
    const layer = L.geoJSON(feature, { style: { className: 'region' } }).addTo(this.map)
    const path = /** @type {import('leaflet').Polygon} */ (layer.getLayers()[0])
    this.labels.add(feature)
    this.shapes.set(feature.id, { path, name })
    path.bindTooltip(() => tooltipContent(name, figuresText(this.figures.get(feature.id))), {
      sticky: true,
      className: 'map-tooltip',
    })
    path.on('click', () => chooseRegion(this.store, feature.id))
    this.makeOperable(path, feature.id)
  }

  /** @param {import('leaflet').Polygon} path @param {string} code */
  makeOperable(path, code) {
    const element = path.getElement()
    if (!element) return
    element.setAttribute('tabindex', '0')
    element.setAttribute('role', 'button')
    element.setAttribute('data-region', code)
    element.addEventListener('focus', () => path.openTooltip())
    element.addEventListener('blur', () => path.closeTooltip())
    element.addEventListener('keydown', (event) => {
      const { key } = /** @type {KeyboardEvent} */ (event)
      if (key !== 'Enter' && key !== ' ') return
      event.preventDefault()
      chooseRegion(this.store, code)
    })
  }

  /** @param {State} state */
  shade(state) {
    this.figures = state.answer ? regionFigures(state, this.placed) : new Map()
    const classes = naturalClasses([...this.figures.values()].map(({ count }) => count))
    const chosen = state.filters.region ?? []
    for (const [code, { path, name }] of this.shapes) {
      const figures = this.figures.get(code)
      const element = path.getElement()
      element?.setAttribute('data-class', shadeOf(classes, figures?.count ?? 0))
      element?.setAttribute('aria-pressed', String(chosen.includes(code)))
      // Moving the focused shape would take the focus away.
      if (chosen.includes(code) && document.activeElement !== element) path.bringToFront()
      element?.setAttribute('aria-label', `${name} : ${figuresText(figures)}`)
    }
    this.labels.setCounts(this.figures, (count) => shadeOf(classes, count))
  }

  /** @param {State} state */
  point({ projects, project, hovered }) {
    const found = projects?.features.find(({ properties: p }) => p.slug === (hovered ?? project))
    for (const [code, { path }] of this.shapes) {
      const concerned =
        found?.properties.regions.includes(code) || found?.properties.levels.includes('national')
      path.getElement()?.classList.toggle('is-concerned', Boolean(concerned))
      if (found?.properties.regions.includes(code)) path.bringToFront()
    }
  }
}

/** Five shades, darkest for the highest class whatever the number of classes.
 * @param {import('../core/scale.js').Class[]} classes @param {number} count */
export function shadeOf(classes, count) {
  const index = classOf(classes, count)
  if (index < 0) return '0'
  return classes.length === 1 ? '3' : String(1 + Math.round((index * 4) / (classes.length - 1)))
}
