import { gettext } from '../core/i18n.js'
import { advice } from './editor/advice.js'

/**
 * @typedef {{path?: string, pointer?: string, code?: string, detail: string, taken_by?: string}} FieldError
 * @typedef {{
 *   kind: 'network' | 'signed_out' | 'stale' | 'conflict' | 'invalid' | 'refused' | 'server',
 *   status: number, detail: string, errors: FieldError[], members: Record<string, any>,
 * }} Problem  `detail` can be shown as it is
 * @typedef {{
 *   body?: unknown, version?: string | null, key?: string, signal?: AbortSignal,
 *   keepalive?: boolean, stay?: boolean,
 * }} Options  `version` is an ETag for If-Match; `key` an Idempotency-Key; `stay`: a page with
 *   unsaved work is not left when the session has ended
 * @typedef {[data: any, problem: null, version: string | null]
 *   | [data: null, problem: Problem, version: null]} Answer
 */

const PATIENCE = 30_000
/** @type {Record<number, Problem['kind']>} */
const KINDS = { 401: 'signed_out', 409: 'conflict', 412: 'stale', 422: 'invalid' }

/** Where to sign in, and come back here afterwards. */
export function signInAddress() {
  const { lang } = document.documentElement
  const { pathname, search } = window.location
  return `/${lang}/sign-in?next=${encodeURIComponent(pathname + search)}`
}

/** What the reader is told of a refusal; the server's own words are English.
 * @param {number} status @returns {string} empty: nothing better than those */
function refusal(status) {
  if (status === 403) return gettext('Vous n’avez pas le droit de faire cela.')
  if (status === 404) return gettext('Cela n’existe plus, ou ne vous est plus ouvert.')
  if (status === 409) {
    return gettext('Cela n’est plus possible : l’état a changé. Rechargez la page.')
  }
  if (status === 429) return gettext('Trop de demandes à la fois. Réessayez dans un instant.')
  return ''
}

/** What the reader is told of a failure.
 * @param {Problem['kind']} kind @param {number} status @param {string} detail
 * @param {FieldError[]} errors */
function wording(kind, status, detail, errors) {
  if (kind === 'network') {
    return gettext('Pas de connexion : rien n’a été envoyé. Vérifiez votre réseau, puis réessayez.')
  }
  if (kind === 'signed_out')
    return gettext('Votre session est terminée. Connectez-vous de nouveau.')
  if (kind === 'stale') {
    return gettext('Quelqu’un d’autre vient de modifier cela. Rechargez la page, puis réessayez.')
  }
  if (kind === 'server') return gettext('Le serveur ne répond pas bien. Réessayez dans un instant.')
  if (kind === 'invalid' && errors[0]) return advice(errors[0])
  return refusal(status) || detail
}

/** @param {number} status @param {Record<string, any>} members @returns {Problem} */
function problemOf(status, members) {
  const kind = KINDS[status] ?? (status === 0 ? 'network' : status < 500 ? 'refused' : 'server')
  const errors = Array.isArray(members.errors) ? members.errors : []
  return {
    kind,
    status,
    detail: wording(kind, status, members.detail ?? '', errors),
    errors,
    members,
  }
}

/** @param {Options} options */
function headersOf({ body, version, key }) {
  const headers = new Headers({ Accept: 'application/json' })
  if (body !== undefined) headers.set('Content-Type', 'application/json')
  if (version) headers.set('If-Match', version)
  if (key) headers.set('Idempotency-Key', key)
  return headers
}

/** One call of the private API; it never throws, unless `signal` ends it.
 * @param {string} method @param {string} url @param {Options} [options] @returns {Promise<Answer>} */
export async function call(method, url, options = {}) {
  const controller = new AbortController()
  const stop = () => controller.abort()
  const timer = window.setTimeout(stop, PATIENCE)
  options.signal?.addEventListener('abort', stop)
  let response
  try {
    response = await fetch(url, {
      method,
      headers: headersOf(options),
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
      credentials: 'same-origin',
      cache: 'no-store',
      keepalive: options.keepalive,
      signal: controller.signal,
    })
  } catch (error) {
    if (options.signal?.aborted) throw error
    return [null, problemOf(0, {}), null]
  } finally {
    window.clearTimeout(timer)
  }
  const content = response.status === 204 ? null : await response.json().catch(() => null)
  if (response.ok) return [content, null, response.headers.get('ETag')]
  const problem = problemOf(response.status, content ?? {})
  if (problem.kind === 'signed_out' && !options.stay) window.location.assign(signInAddress())
  return [null, problem, null]
}

/** @param {string} url @param {AbortSignal} [signal] */
export function get(url, signal) {
  return call('GET', url, { signal })
}

/** For one creation: the same key again is the same creation. */
export function newKey() {
  return crypto.randomUUID()
}
