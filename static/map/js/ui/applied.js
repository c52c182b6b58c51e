import { changeFilters, toggleFilter } from '../core/actions.js'
import { appliedValues, isEmpty } from '../core/filters.js'
import { gettext } from '../core/i18n.js'
import { ref } from './dom.js'
import { chipLabel } from './labels.js'

/** @typedef {import('../core/store.js').Store} Store */
/** @typedef {import('../core/types.js').State} State */

/** @param {Store} store @param {string} name @param {string} value */
export function removableChip(store, name, value) {
  const label = chipLabel(store.state, name, value)
  const chip = document.createElement('button')
  chip.type = 'button'
  chip.className = 'chip'
  const text = document.createElement('span')
  text.textContent = label
  text.dir = 'auto'
  chip.append(text)
  chip.setAttribute('aria-label', gettext('Retirer le filtre %(label)s', { label }))
  chip.addEventListener('click', () => toggleFilter(store, name, value))
  return chip
}

/** @param {HTMLElement} root @param {Store} store */
export function showApplied(root, store) {
  const list = ref(root, 'applied-list', HTMLUListElement)
  const clear = ref(root, 'clear-all', HTMLButtonElement)
  clear.addEventListener('click', () => changeFilters(store, {}))
  store.watch(['filters', 'answer'], ({ filters }) => {
    const chips = appliedValues(filters).map(({ name, value }) => {
      const item = document.createElement('li')
      item.append(removableChip(store, name, value))
      return item
    })
    list.replaceChildren(...chips)
    root.hidden = isEmpty(filters)
  })
}
