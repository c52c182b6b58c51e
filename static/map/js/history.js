import { sameFilters } from './core/filters.js'
import { readUrl, writeUrl } from './core/url_state.js'

/** @typedef {import('./core/store.js').Store} Store */

/** Filters and the open project make steps to go back to; moves of the map and letters typed in
 * one word do not.
 * @param {Store} store */
export function followHistory(store) {
  let restoring = false
  store.watch(['filters', 'project', 'view'], (state, before) => {
    if (!before || restoring) return
    const url = window.location.pathname + writeUrl(state)
    const step = before.project !== state.project || !sameFilters(before.filters, state.filters)
    const typing = before.filters.q && state.filters.q && before.filters.q !== state.filters.q
    if (step && !typing) window.history.pushState(null, '', url)
    else window.history.replaceState(window.history.state, '', url)
  })
  window.addEventListener('popstate', () => {
    restoring = true
    store.update({ ...readUrl(window.location.search), hovered: null })
    restoring = false
  })
}
