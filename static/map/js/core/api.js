import { toQuery } from './filters.js'

/** @typedef {import('./types.js').Filters} Filters */

export class ApiFailure extends Error {
  /** @param {'network' | 'refused' | 'server'} kind @param {string} detail */
  constructor(kind, detail) {
    super(detail)
    this.kind = kind
  }
}

/** @param {string} url @param {AbortSignal} [signal] */
async function request(url, signal) {
  let response
  try {
    response = await fetch(url, { signal, credentials: 'same-origin' })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiFailure('network', String(error))
  }
  if (response.ok) return response
  const problem = await response.json().catch(() => ({}))
  const kind = response.status < 500 ? 'refused' : 'server'
  throw new ApiFailure(kind, problem.detail ?? response.statusText)
}

/** @param {string} url @param {AbortSignal} [signal] */
export async function getJson(url, signal) {
  return (await request(url, signal)).json()
}

/** @param {string} url @param {AbortSignal} [signal] */
export async function getText(url, signal) {
  return (await request(url, signal)).text()
}

/** Address of a form of exactly this selection.
 * @param {string} url @param {string} lang @param {Filters} filters
 * @param {Record<string, string>} [more] */
export function selectionUrl(url, lang, filters, more = {}) {
  const query = toQuery(filters)
  query.set('lang', lang)
  for (const [name, value] of Object.entries(more)) query.set(name, value)
  return `${url}?${query}`
}
