import { openProject } from '../core/actions.js'
import { ngettext } from '../core/i18n.js'
import { L } from './leaflet.js'

/** @typedef {import('../core/store.js').Store} Store */
/** @typedef {import('../core/types.js').Project} Project */

/** @param {string} tag @param {string} text */
export function textBox(tag, text) {
  const box = document.createElement(tag)
  box.textContent = text
  return box
}

/** @param {import('leaflet').Map} map @param {Store} store @param {Project[]} projects */
function content(map, store, projects) {
  const box = document.createElement('div')
  box.dir = document.documentElement.dir
  const n = projects.length
  box.append(textBox('h2', ngettext('%(n)s projet ici', '%(n)s projets ici', n)))
  const list = document.createElement('ul')
  for (const { title, title_lang, slug } of projects) {
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = title
    button.lang = title_lang
    button.dir = title_lang === 'ar' ? 'rtl' : 'ltr'
    button.addEventListener('click', () => {
      map.closePopup()
      openProject(store, slug)
    })
    const item = document.createElement('li')
    item.append(button)
    list.append(item)
  }
  box.append(list)
  return box
}

/** Projects that share one point, as a list beside it.
 * @param {import('leaflet').Map} map @param {Store} store @param {Project[]} projects
 * @param {import('leaflet').Marker} marker */
export function openPlace(map, store, projects, marker) {
  const box = content(map, store, projects)
  L.popup({ className: 'place-popup', maxWidth: 320, minWidth: 220 })
    .setLatLng(marker.getLatLng())
    .setContent(box)
    .openOn(map)
  box.querySelector('button')?.focus()
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    map.closePopup()
    marker.getElement()?.focus()
  })
}
