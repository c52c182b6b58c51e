import { equal, flatten } from './paths.js'

/** @typedef {import('./types.js').Change} Change */
/** @typedef {import('./types.js').ChangeSource} ChangeSource */
/** @typedef {import('./types.js').Collision} Collision */
/** @typedef {import('./types.js').Submission} Submission */
/** @typedef {import('./types.js').Value} Value */
/** @typedef {import('./types.js').Values} Values */
/** @typedef {{values: Values, sources: Record<string, ChangeSource | null>, note?: string | null}} Batch */

/** @template T
 * @param {Record<string, T>} all @param {string[]} without */
function omit(all, without) {
  return Object.fromEntries(Object.entries(all).filter(([name]) => !without.includes(name)))
}

/** What is proposed, as the server knows it and as it is typed here: pure, without DOM or network.
 *
 * `change` tells which paths have another value, state or source than before. */
export class Draft extends EventTarget {
  constructor() {
    super()
    /** @type {Submission | null} */
    this.submission = null
    /** @type {string | null} */
    this.version = null
    /** @type {Values} what the published project says */
    this.live = {}
    /** @type {Values} what the server holds, changes included */
    this.held = {}
    /** @type {Record<string, ChangeSource | null>} */
    this.heldSources = {}
    /** @type {Batch} what was typed here and not yet acknowledged */
    this.typed = { values: {}, sources: {} }
    /** @type {Record<string, Collision>} typed here and changed by someone else too */
    this.collisions = {}
    /** @type {Record<string, string>} what the server refused to store, until it is typed anew */
    this.refused = {}
  }

  /** @param {string} path @returns {Value} */
  value(path) {
    if (path in this.collisions) return this.collisions[path].mine
    return (path in this.typed.values ? this.typed.values[path] : this.held[path]) ?? null
  }

  /** @param {string} path @returns {Value} */
  was(path) {
    return this.live[path] ?? null
  }

  /** @param {string} path */
  isChanged(path) {
    return !equal(this.value(path), this.was(path))
  }

  /** @param {string} path @returns {ChangeSource | null} */
  source(path) {
    if (path in this.typed.sources) return this.typed.sources[path]
    return this.heldSources[path] ?? null
  }

  get note() {
    return this.typed.note === undefined ? (this.submission?.note ?? null) : this.typed.note
  }

  /** Paths that have a value now, or had one. @param {string} [field] of a list only */
  paths(field) {
    const all = new Set([
      ...Object.keys(this.live),
      ...Object.keys(this.held),
      ...Object.keys(this.typed.values),
    ])
    return [...all].filter((path) => !field || path.startsWith(`${field}[`))
  }

  changedPaths() {
    return this.paths().filter((path) => this.isChanged(path))
  }

  get hasUnsent() {
    const { values, sources, note } = this.typed
    return (
      note !== undefined ||
      [values, sources, this.collisions].some((typed) => Object.keys(typed).length > 0)
    )
  }

  /** @param {string[]} paths @param {boolean} [fromServer] what is shown has to be drawn again */
  tell(paths, fromServer = false) {
    this.dispatchEvent(new CustomEvent('change', { detail: { paths, fromServer } }))
  }

  /** @param {string} path @param {Value} value */
  set(path, value) {
    if (equal(this.value(path), value) && !(path in this.refused)) return
    delete this.refused[path]
    if (path in this.collisions) this.collisions[path].mine = value
    else this.typed.values[path] = value
    this.tell([path])
  }

  /** @param {string} path */
  undo(path) {
    this.set(path, this.was(path))
    this.tell([path], true)
  }

  /** @param {string} path @param {ChangeSource | null} source */
  setSource(path, source) {
    this.typed.sources[path] = source
    this.tell([path])
  }

  /** @param {string} text */
  setNote(text) {
    this.typed.note = text.trim() || null
    this.tell([])
  }

  /** What can be sent now. A source goes with a change that is there.
   * @returns {Batch | null} */
  batch() {
    const values = omit(this.typed.values, Object.keys(this.refused))
    const sources = Object.fromEntries(
      Object.entries(this.typed.sources).filter(([path]) => this.isChanged(path)),
    )
    const { note } = this.typed
    if (note === undefined && !Object.keys(values).length && !Object.keys(sources).length) {
      return null
    }
    return { values, sources, ...(note === undefined ? {} : { note }) }
  }

  /** The server holds this now. What was typed while it was sent stays to be sent.
   * @param {Batch} sent @param {Submission} submission @param {string | null} version */
  acknowledge(sent, submission, version) {
    for (const [path, value] of Object.entries(sent.values)) {
      if (equal(this.typed.values[path], value)) delete this.typed.values[path]
    }
    for (const path of Object.keys(this.typed.sources)) {
      const done = path in sent.sources && equal(this.typed.sources[path], sent.sources[path])
      if (done || !this.isChanged(path)) delete this.typed.sources[path]
    }
    if (sent.note !== undefined && this.typed.note === sent.note) delete this.typed.note
    for (const [path, value] of Object.entries(sent.values)) this.held[path] = value
    this.#know(submission, version)
    this.tell(Object.keys({ ...sent.values, ...sent.sources }))
  }

  /** @param {Submission} submission @param {string | null} version */
  #know(submission, version) {
    this.submission = submission
    this.version = version
    this.heldSources = Object.fromEntries(
      submission.changes.map(({ path, source }) => [path, source]),
    )
  }

  /** Takes in what the server holds: at the start, and when someone else wrote to the draft. A path
   * that only they changed becomes theirs; one that both changed keeps both values until a choice.
   * @param {Submission} submission @param {string | null} version
   * @param {Record<string, any>} document with the changes applied */
  take(submission, version, document) {
    const before = this.held
    const first = this.submission === null
    this.held = flatten(document)
    this.live = { ...this.held }
    for (const { path, live } of submission.changes) this.#setLive(path, live)
    this.#know(submission, version)
    const moved = Object.keys({ ...before, ...this.held }).filter(
      (path) => !equal(before[path], this.held[path]),
    )
    for (const path of first ? [] : moved) this.#meet(path)
    this.tell(first ? this.paths() : moved, true)
  }

  /** @param {string} path @param {Value} live */
  #setLive(path, live) {
    if (path.endsWith('.state')) return
    if (live === null) delete this.live[path]
    else this.live[path] = live
  }

  /** @param {string} path */
  #meet(path) {
    const theirs = this.held[path] ?? null
    const mine = this.collisions[path]?.mine ?? this.typed.values[path]
    if (mine === undefined) return
    delete this.typed.values[path]
    if (equal(mine, theirs)) delete this.collisions[path]
    else this.collisions[path] = { mine, theirs }
  }

  /** @param {string} path @param {'mine' | 'theirs'} which */
  settle(path, which) {
    const { mine } = this.collisions[path]
    delete this.collisions[path]
    if (which === 'mine') this.typed.values[path] = mine
    this.tell([path], true)
  }

  /** @param {string} path @param {string} detail */
  refuse(path, detail) {
    this.refused[path] = detail
    this.tell([path])
  }
}
