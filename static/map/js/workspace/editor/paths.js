/** @typedef {import('./types.js').Value} Value */
/** @typedef {import('./types.js').Values} Values */

export const LANGUAGES = ['fr', 'ar', 'en']
export const TEXTS = ['title', 'description']
export const CODES = ['themes', 'target_groups', 'migration_dimensions', 'residence_countries']
export const ITEMS = [
  'objectives',
  'results',
  'participations',
  'locations',
  'sources',
  'documents',
  'uncertain',
]
const PLAIN = [
  'acronym',
  'title_original',
  'original_language',
  'activity_status',
  'start_date',
  'end_date',
  'budget',
  'good_practice',
  'confidence',
  'part_of',
  'steward',
]

/** `title.fr` → title and fr; `themes[health]` → themes and health; `budget` → budget alone.
 * @param {string} path @returns {{field: string, key: string | null}} */
export function parsePath(path) {
  const match = /^([a-z_]+)(?:\.([a-z]{2})|\[([^\]]+)\])?$/.exec(path)
  return { field: match?.[1] ?? path, key: match?.[2] ?? match?.[3] ?? null }
}

/** A document as paths and values; nothing there is no path. States of texts follow from the
 * texts, and are the server's.
 * @param {Record<string, any>} document @returns {Values} */
export function flatten(document) {
  /** @type {Values} */
  const values = {}
  const put = (/** @type {string} */ path, /** @type {Value | undefined} */ value) => {
    if (value !== null && value !== undefined) values[path] = value
  }
  for (const field of PLAIN) put(field, document[field])
  for (const field of TEXTS) {
    for (const language of LANGUAGES) put(`${field}.${language}`, document[field]?.[language])
  }
  for (const field of CODES)
    for (const code of document[field] ?? []) put(`${field}[${code}]`, true)
  for (const field of ITEMS) {
    for (const item of document[field] ?? []) put(`${field}[${item.id}]`, item)
  }
  return values
}

/** JSON Merge Patch that sets these values: lists are objects by id or code, null removes.
 * @param {Values} values @returns {Record<string, any>} */
export function patchOf(values) {
  /** @type {Record<string, any>} */
  const patch = {}
  for (const [path, value] of Object.entries(values)) {
    const { field, key } = parsePath(path)
    if (key === null) patch[field] = value
    else patch[field] = { ...patch[field], [key]: value }
  }
  return patch
}

/** The path that a JSON pointer into such a patch, or into a document, is about.
 * @param {string} pointer */
export function pathOfPointer(pointer) {
  const [field, key] = decodeURIComponent(pointer.replace(/^#?\//, '')).split('/')
  if (key === undefined || PLAIN.includes(field)) return field
  return TEXTS.includes(field) ? `${field}.${key}` : `${field}[${key}]`
}

/** Whether two JSON values are the same, whatever the order of their members.
 * @param {unknown} one @param {unknown} other @returns {boolean} */
export function equal(one, other) {
  if (one === other) return true
  if (one === null || one === undefined || other === null || other === undefined) {
    return (one ?? null) === (other ?? null)
  }
  if (typeof one !== 'object' || typeof other !== 'object') return false
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const a = /** @type {Record<string, unknown>} */ (one)
  const b = /** @type {Record<string, unknown>} */ (other)
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => equal(a[key], b[key]))
}
