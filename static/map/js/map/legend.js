import { formatNumber, gettext, ngettext } from '../core/i18n.js'
import { naturalClasses } from '../core/scale.js'
import { L } from './leaflet.js'
import { shadeOf } from './regions_layer.js'

/** @typedef {import('../core/store.js').Store} Store */

/** @param {string} shade @param {string} text @param {string} [note] */
function line(shade, text, note) {
  const item = document.createElement('li')
  const swatch = document.createElement('span')
  swatch.className = 'swatch'
  swatch.dataset.class = shade
  const label = document.createElement('span')
  label.textContent = text
  item.append(swatch, label)
  if (note) {
    const small = document.createElement('small')
    small.textContent = note
    item.append(small)
  }
  return item
}

/** @param {number[]} counts */
function lines(counts) {
  const classes = naturalClasses(counts)
  const items = classes.map(({ min, max, regions }) =>
    line(
      shadeOf(classes, min),
      min === max ? formatNumber(min) : `${formatNumber(min)} – ${formatNumber(max)}`,
      ngettext('%(n)s région', '%(n)s régions', regions),
    ),
  )
  const none = counts.filter((count) => count === 0).length
  const note = ngettext('%(n)s région', '%(n)s régions', none)
  if (none > 0) items.unshift(line('0', gettext('aucun projet trouvé'), note))
  return items
}

/** Classes follow the selection, so the legend says what each shade means now.
 * @param {import('leaflet').Map} map @param {Store} store */
export function addLegend(map, store) {
  const box = document.createElement('details')
  box.className = 'legend'
  box.dir = document.documentElement.dir
  box.open = window.matchMedia('(min-width: 700px)').matches
  const title = document.createElement('summary')
  title.textContent = gettext('Projets par région')
  const list = document.createElement('ul')
  const points = document.createElement('p')
  points.className = 'legend-points'
  points.textContent = gettext('Projets dont un lieu précis est connu, regroupés')
  const note = document.createElement('p')
  note.textContent = gettext('« Aucun projet trouvé » ne veut pas dire « rien n’est fait ».')
  box.append(title, list, points, note)
  L.DomEvent.disableClickPropagation(box)
  L.DomEvent.disableScrollPropagation(box)
  const control = new L.Control({ position: 'bottomright' })
  control.onAdd = () => box
  control.addTo(map)
  store.watch(['answer', 'regions'], ({ answer, regions }) => {
    const counts = new Map(answer?.facets.region?.map(({ value, count }) => [value, count]))
    const shaded = answer && regions ? regions.features.map(({ id }) => counts.get(id) ?? 0) : []
    list.replaceChildren(...lines(shaded))
  })
}
