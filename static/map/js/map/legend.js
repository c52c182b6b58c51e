import { formatFigure, formatNumber, gettext, ngettext } from '../core/i18n.js'
import {
  availableMeasures,
  currencyOf,
  NUMBER,
  PER_INHABITANTS,
  POPULATION_YEAR,
  regionFigures,
} from '../core/measures.js'
import { naturalClasses, shadeOf } from '../core/scale.js'
import { L } from './leaflet.js'

/** @typedef {import('../core/store.js').Store} Store */

/** @param {string} measure */
function measureName(measure) {
  const currency = currencyOf(measure)
  if (currency) return gettext('Budget connu, en %(currency)s', { currency })
  return measure === PER_INHABITANTS
    ? gettext('Projets pour 100 000 habitants')
    : gettext('Projets par région')
}

/** What a reader must know not to be misled by the measure.
 * @param {string} measure */
function ruleOf(measure) {
  if (currencyOf(measure)) {
    return gettext(
      'Budgets pour le Maroc d’une seule région. Ceux de plusieurs régions, nationaux ou de plusieurs pays ne sont pas répartis ; la part d’un programme déjà compté ne l’est pas deux fois.',
    )
  }
  return measure === PER_INHABITANTS
    ? gettext('Population du recensement de %(year)s (HCP).', { year: POPULATION_YEAR })
    : ''
}

/** @param {string} shade @param {string} text @param {number} regions */
function line(shade, text, regions) {
  const item = document.createElement('li')
  const swatch = document.createElement('span')
  swatch.className = 'swatch'
  swatch.dataset.class = shade
  const label = document.createElement('span')
  label.textContent = text
  const small = document.createElement('small')
  small.textContent = ngettext('%(n)s région', '%(n)s régions', regions)
  item.append(swatch, label, small)
  return item
}

/** @param {number[]} values known ones only @param {number} others @param {string} measure */
function lines(values, others, measure) {
  const currency = currencyOf(measure)
  const write = (/** @type {number} */ n) =>
    measure === NUMBER ? formatNumber(n) : formatFigure(n, currency)
  const classes = naturalClasses(values)
  const items = classes.map(({ min, max, regions }) =>
    line(
      shadeOf(classes, min),
      write(min) === write(max) ? write(min) : `${write(min)} – ${write(max)}`,
      regions,
    ),
  )
  const none = currency ? gettext('aucun montant connu') : gettext('aucun projet trouvé')
  if (others > 0) items.unshift(line('0', none, others))
  return items
}

/** @param {Store} store */
function measureField(store) {
  const field = document.createElement('select')
  field.className = 'legend-measure'
  field.setAttribute('aria-label', gettext('Ce que montre la couleur des régions'))
  field.addEventListener('change', () => store.update({ measure: field.value }))
  store.watch(['catalogue', 'measure'], ({ catalogue, measure }) => {
    const measures = catalogue ? availableMeasures(catalogue) : [NUMBER]
    if (!measures.includes(measure)) measures.push(measure)
    field.replaceChildren(...measures.map((each) => new Option(measureName(each), each)))
    field.value = measure
  })
  return field
}

/** @param {string} className @param {string} [text] */
function paragraph(className, text = '') {
  const made = document.createElement('p')
  made.className = className
  made.textContent = text
  return made
}

/** Classes follow the selection, so the legend says what each shade means now.
 * @param {import('leaflet').Map} map @param {Store} store */
export function addLegend(map, store) {
  const box = document.createElement('details')
  box.className = 'legend'
  box.dir = document.documentElement.dir
  box.open = window.matchMedia('(min-width: 900px) and (min-height: 600px)').matches
  const title = document.createElement('summary')
  title.textContent = gettext('Légende')
  const list = document.createElement('ul')
  const rule = paragraph('legend-rule')
  const points = paragraph(
    'legend-points',
    gettext('Projets dont un lieu précis est connu, regroupés'),
  )
  const note = paragraph(
    'legend-note',
    gettext('« Aucun projet trouvé » ne veut pas dire « rien n’est fait ».'),
  )
  box.append(title, measureField(store), list, rule, points, note)
  L.DomEvent.disableClickPropagation(box)
  L.DomEvent.disableScrollPropagation(box)
  const control = new L.Control({ position: 'bottomright' })
  control.onAdd = () => box
  control.addTo(map)
  store.follow(['answer', 'regions', 'measure'], (state) => {
    const figures = [...regionFigures(state).values()]
    const known = figures.flatMap(({ value }) => value || [])
    list.replaceChildren(...lines(known, figures.length - known.length, state.measure))
    rule.textContent = ruleOf(state.measure)
    rule.hidden = rule.textContent === ''
  })
}
