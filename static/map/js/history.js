import { afterPaint } from './core/after_paint.js'
import { sameFilters, setFilter } from './core/filters.js'
import { readUrl, writeUrl } from './core/url_state.js'

/** @typedef {import('./core/store.js').Store} Store */
/** @typedef {import('./core/types.js').Filters} Filters */

/** @param {Filters} a @param {Filters} b */
function onlyFrame(a, b) {
  return a.bbox !== b.bbox && sameFilters(setFilter(a, 'bbox', []), setFilter(b, 'bbox', []))
}

/** Filters and the open project make steps to go back to; moves of the map, letters typed in one
 * word and years passed over while the brush moves do not.
 * @param {Store} store */
export function followHistory(store) {
  let restoring = false
  store.watch(['filters', 'project', 'view', 'sort', 'measure'], (state, before) => {
    if (!before || restoring) return
    const url = window.location.pathname + writeUrl(state)
    const step = before.project !== state.project || !sameFilters(before.filters, state.filters)
    const typing = before.filters.q && state.filters.q && before.filters.q !== state.filters.q
    const passing = before.brushing || onlyFrame(before.filters, state.filters)
    const isNew = step && !typing && !passing
    afterPaint(() => {
      if (isNew) window.history.pushState(null, '', url)
      else window.history.replaceState(window.history.state, '', url)
    })
  })
  window.addEventListener('popstate', () => {
    restoring = true
    store.update({ ...readUrl(window.location.search), hovered: null })
    restoring = false
  })
}
