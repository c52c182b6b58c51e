import { ApiFailure, getJson, getSelection, selectionUrl } from './api.js'
import { sameFilters } from './filters.js'

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./types.js').PageConfig} PageConfig */

/** @param {unknown} error @returns {import('./types.js').Failure | null} null for a request we dropped */
function failureOf(error) {
  if (error instanceof ApiFailure) return { kind: error.kind, detail: error.message }
  if (error instanceof DOMException && error.name === 'AbortError') return null
  throw error
}

/** Keeps `answer` in step with `filters`: one request for each change, the stale one dropped.
 * @param {Store} store @param {PageConfig} config @returns {{retry: () => void}} */
export function followFilters(store, config) {
  let running = new AbortController()

  const load = async () => {
    running.abort()
    running = new AbortController()
    const { signal } = running
    store.update({ loading: true, failure: null })
    try {
      const answer = await getSelection(config, store.state.filters, signal)
      store.update({ answer, loading: false })
    } catch (error) {
      const failure = failureOf(error)
      if (failure) store.update({ answer: null, failure, loading: false })
    }
  }
  const loadMapData = async () => {
    const { lang, urls } = config
    try {
      const [regions, projects] = await Promise.all([
        store.state.regions ?? getJson(selectionUrl(urls.regions, lang, {})),
        store.state.projects ??
          getJson(selectionUrl(urls.projects_geojson, lang, {}, { geometry: 'points' })),
      ])
      store.update({ regions, projects })
    } catch (error) {
      const failure = failureOf(error)
      if (failure) store.update({ failure })
    }
  }

  const retry = () => {
    load()
    if (!store.state.regions || !store.state.projects) loadMapData()
  }
  store.watch(['filters'], (state, before) => {
    if (before && sameFilters(state.filters, before.filters)) return
    load()
  })
  loadMapData()
  return { retry }
}
