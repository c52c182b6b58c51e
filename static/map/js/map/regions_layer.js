import { chooseRegion } from '../core/actions.js'
import { formatFigure, gettext, ngettext } from '../core/i18n.js'
import { currencyOf, PER_INHABITANTS, POPULATION_YEAR, regionFigures } from '../core/measures.js'
import { placedRegions, withoutExactPlace } from '../core/places.js'
import { naturalClasses, shadeOf } from '../core/scale.js'
import { L } from './leaflet.js'
import { RegionLabels } from './region_labels.js'

/** @typedef {import('../core/measures.js').Figure} Figure */
/** @typedef {import('../core/store.js').Store} Store */
/** @typedef {import('../core/types.js').RegionFeature} RegionFeature */
/** @typedef {import('../core/types.js').State} State */

/** @param {Figure} figure @param {string} measure */
function measureText({ value, projects, counted }, measure) {
  const currency = currencyOf(measure)
  if (currency) {
    const known = gettext('connu pour %(known)s sur %(all)s', {
      known: formatFigure(counted),
      all: formatFigure(projects),
    })
    return value === null
      ? gettext('aucun montant connu')
      : `${formatFigure(value, currency)}, ${known}`
  }
  if (measure !== PER_INHABITANTS || value === null) return ''
  return gettext('%(rate)s pour 100 000 habitants (%(year)s)', {
    rate: formatFigure(value),
    year: POPULATION_YEAR,
  })
}

/** @param {Figure | undefined} figure @param {number} unplaced @param {string} measure */
function figureText(figure, unplaced, measure) {
  if (!figure) return gettext('Chargement des projets…')
  const { projects } = figure
  if (projects === 0) return gettext('aucun projet trouvé')
  const parts = [ngettext('%(n)s projet', '%(n)s projets', projects)]
  if (unplaced > 0) {
    parts.push(ngettext('dont %(n)s sans lieu précis', 'dont %(n)s sans lieu précis', unplaced))
  }
  return [parts.join(', '), measureText(figure, measure)].filter(Boolean).join(' – ')
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

/** @param {Element | undefined} element @param {string} name @param {string} value */
function setAttribute(element, name, value) {
  if (element && element.getAttribute(name) !== value) element.setAttribute(name, value)
}

export class RegionsLayer {
  /** @param {import('leaflet').Map} map @param {Store} store */
  constructor(map, store) {
    this.map = map
    this.store = store
    this.labels = new RegionLabels(map)
    /** @type {Map<string, {path: import('leaflet').Polygon, name: string}>} */
    this.shapes = new Map()
    /** @type {Map<string, Set<string>> | null} */
    this.placed = null
    /** @type {Map<string, string>} */
    this.texts = new Map()
    store.watch(['regions'], (state) => this.draw(state))
    store.watch(['regions', 'answer', 'measure'], (state) => this.shade(state))
    store.follow(['regions', 'answer', 'measure'], (state) => this.describe(state))
    store.watch(['regions', 'catalogue', 'project', 'hovered'], (state) => this.point(state))
  }

  /** @param {State} state */
  draw({ regions }) {
    if (!regions || this.shapes.size > 0) return
    for (const feature of regions.features) this.addRegion(feature)
  }

  /** @param {RegionFeature} feature */
  addRegion(feature) {
    const { name } = feature.properties
    const layer = L.geoJSON(feature, { style: { className: 'region' } }).addTo(this.map)
    const path = /** @type {import('leaflet').Polygon} */ (layer.getLayers()[0])
    this.labels.add(feature)
    this.shapes.set(feature.id, { path, name })
    path.bindTooltip(() => tooltipContent(name, this.texts.get(feature.id) ?? ''), {
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
    element.addEventListener('focus', () => path.openTooltip(path.getCenter()))
    element.addEventListener('blur', () => path.closeTooltip())
    element.addEventListener('keydown', (event) => {
      const { key } = /** @type {KeyboardEvent} */ (event)
      if (key !== 'Enter' && key !== ' ') return
      event.preventDefault()
      chooseRegion(this.store, code)
    })
  }

  /** Places are known for listed projects only, so not beside a region that is not chosen.
   * @param {State} state @returns {(code: string) => number} */
  unplaced({ answer, catalogue, regions, filters }) {
    if (!answer || !catalogue || !regions) return () => 0
    this.placed ??= placedRegions(catalogue.projects, regions)
    const counts = withoutExactPlace(answer.items, this.placed)
    const { region } = filters
    return (code) => (!region || region.includes(code) ? (counts.get(code) ?? 0) : 0)
  }

  /** @param {State} state */
  shade(state) {
    const figures = regionFigures(state)
    const classes = naturalClasses([...figures.values()].map(({ value }) => value ?? 0))
    const chosen = state.filters.region ?? []
    const shade = (/** @type {string} */ code) => shadeOf(classes, figures.get(code)?.value ?? 0)
    for (const [code, { path }] of this.shapes) {
      const element = path.getElement()
      setAttribute(element, 'data-class', shade(code))
      setAttribute(element, 'aria-pressed', String(chosen.includes(code)))
      // Moving the focused shape would take the focus away.
      if (chosen.includes(code) && document.activeElement !== element) path.bringToFront()
    }
    const currency = currencyOf(state.measure)
    this.labels.setFigures((code) => {
      const value = figures.get(code)?.value
      return {
        text: value === undefined || value === null ? '' : formatFigure(value, currency),
        weight: value ?? 0,
        shade: shade(code),
      }
    })
  }

  /** What the tooltips say, and screen readers.
   * @param {State} state */
  describe(state) {
    const figures = regionFigures(state)
    const unplaced = this.unplaced(state)
    for (const [code, { path, name }] of this.shapes) {
      const text = figureText(figures.get(code), unplaced(code), state.measure)
      this.texts.set(code, text)
      const label = gettext('%(name)s : %(text)s', { name, text })
      setAttribute(path.getElement(), 'aria-label', label)
    }
  }

  /** @param {State} state */
  point({ catalogue, project, hovered }) {
    const found = catalogue?.bySlug.get(hovered ?? project ?? '')
    for (const [code, { path }] of this.shapes) {
      const concerned = found?.regions.includes(code) || found?.levels.includes('national')
      path.getElement()?.classList.toggle('is-concerned', Boolean(concerned))
      if (found?.regions.includes(code)) path.bringToFront()
    }
  }
}
