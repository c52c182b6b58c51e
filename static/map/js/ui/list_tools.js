import { applyFilter } from '../core/actions.js'
import { ref } from './dom.js'

/** @typedef {import('../core/store.js').Store} Store */

/** The order of the list, and whether it follows the frame of the map.
 * @param {HTMLElement} root @param {Store} store */
export function startListTools(root, store) {
  const order = ref(root, 'sort', HTMLSelectElement)
  const follow = ref(root, 'in-view', HTMLInputElement)
  const relevance = ref(root, 'sort-relevance', HTMLOptionElement)
  order.addEventListener('change', () => store.update({ sort: order.value || null }))
  follow.addEventListener('change', () => {
    const { bounds } = store.state
    applyFilter(store, 'bbox', follow.checked && bounds ? [bounds] : [])
  })
  store.follow(['sort', 'filters'], ({ sort, filters }) => {
    const words = Boolean(filters.q)
    relevance.hidden = !words
    relevance.disabled = !words
    order.value = sort ?? (words ? '' : 'title')
    follow.checked = Boolean(filters.bbox)
  })
}
