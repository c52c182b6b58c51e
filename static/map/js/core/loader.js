import { answerOf } from './answer.js'
import { ApiFailure, getJson, selectionUrl } from './api.js'
import { Catalogue } from './catalogue.js'
import { sameFilters, toQuery } from './filters.js'
import { serverPart } from './vocabulary.js'

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./types.js').PageConfig} PageConfig */

/** @param {unknown} error @returns {import('./types.js').Failure | null} null for a request we dropped */
function failureOf(error) {
  if (error instanceof ApiFailure) return { kind: error.kind, detail: error.message }
  if (error instanceof DOMException && error.name === 'AbortError') return null
  throw error
}

/** Keeps `answer` in step with `filters`. All projects are here, so that only words, boxes and
 * unknown values ask the server; of those requests the stale one is dropped.
 * @param {Store} store @param {PageConfig} config @returns {{retry: () => void}} */
export function followFilters(store, config) {
  const { lang, urls } = config
  let running = new AbortController()
  /** @type {Map<string, string[]>} */
  const found = new Map()

  const show = (/** @type {string[] | null} */ identifiers) =>
    store.update({ answer: answerOf(store.state, identifiers), loading: false, failure: null })

  const load = async () => {
    running.abort()
    const { catalogue, filters } = store.state
    if (!catalogue) return
    const asked = serverPart(catalogue, filters)
    if (!asked) return show(null)
    const key = toQuery(asked).toString()
    const known = found.get(key)
    if (known) return show(known)
    running = new AbortController()
    store.update({ loading: true })
    try {
      const answer = await getJson(selectionUrl(urls.identifiers, lang, asked), running.signal)
      found.set(key, answer.identifiers)
      show(answer.identifiers)
    } catch (error) {
      const failure = failureOf(error)
      if (failure) store.update({ answer: null, failure, loading: false })
    }
  }

  const fetchAll = async () => {
    if (store.state.catalogue && store.state.regions) return load()
    store.update({ loading: true, failure: null })
    const index = getJson(`${urls.index}?lang=${lang}`)
    const regions = getJson(selectionUrl(urls.regions, lang, {}))
    regions.catch(() => null)
    try {
      store.update({ catalogue: new Catalogue(await index) })
      load()
      store.update({ regions: await regions })
    } catch (error) {
      const failure = failureOf(error)
      if (failure) store.update({ failure, loading: false })
    }
  }

  store.watch(['filters', 'sort'], (state, before) => {
    if (!before) return
    if (before.sort !== state.sort || !sameFilters(state.filters, before.filters)) load()
  })
  fetchAll()
  return { retry: fetchAll }
}
