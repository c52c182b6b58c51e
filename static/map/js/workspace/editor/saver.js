import { call } from '../api.js'
import { patchOf, pathOfPointer } from './paths.js'

/** @typedef {import('../api.js').Problem} Problem */
/** @typedef {import('./draft.js').Draft} Draft */
/** @typedef {import('./draft.js').Batch} Batch */
/** @typedef {'loading' | 'saved' | 'typing' | 'saving' | 'unsaved' | 'undecided' | 'closed'} State */

const PAUSE = 700
const LONGEST_PAUSE = 3000
const RETRIES = [2000, 5000, 10_000, 20_000, 30_000]
const KEEPALIVE_BYTES = 60_000

/** Writes the draft as one types: the changed paths only, against the version they are based on.
 *
 * `state` tells what became of what was typed: `unsaved` is kept here and tried again;
 * `undecided` waits for a choice between two values; `closed` can no longer be edited. */
export class Saver extends EventTarget {
  /** @param {Draft} draft @param {string} url of the submission */
  constructor(draft, url) {
    super()
    this.draft = draft
    this.url = url
    /** @type {State} */
    this.state = 'loading'
    /** @type {Problem | null} */
    this.problem = null
    this.timer = 0
    this.since = 0
    this.failures = 0
    /** @type {Promise<void> | null} */
    this.running = null
    draft.addEventListener('change', () => this.soon())
    window.addEventListener('online', () => this.now())
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') this.leave()
      else if (this.state === 'unsaved') this.now()
      else if (this.state === 'saved') this.#lookForOthers()
    })
    window.addEventListener('beforeunload', (event) => {
      if (this.draft.hasUnsent && this.state !== 'closed') event.preventDefault()
    })
  }

  /** @param {State} state @param {Problem | null} [problem] */
  #tell(state, problem = null) {
    this.state = state
    this.problem = problem
    this.dispatchEvent(new CustomEvent('state'))
  }

  /** Reads what the server holds. @returns {Promise<boolean>} */
  async load() {
    const [[submission, problem, version], [document, documentProblem]] = await Promise.all([
      call('GET', this.url, { stay: true }),
      call('GET', `${this.url}/document`, { stay: true }),
    ])
    if (problem || documentProblem) {
      this.#fail(problem ?? /** @type {Problem} */ (documentProblem))
      return false
    }
    this.draft.take(submission, version, document)
    if (!submission.acts.includes('edit')) this.#tell('closed')
    else this.#rest()
    return true
  }

  #rest() {
    window.clearTimeout(this.timer)
    this.failures = 0
    this.#tell(this.draft.hasUnsent ? 'undecided' : 'saved')
  }

  /** After a pause in typing, though not later than the longest pause. */
  soon() {
    if (this.state === 'closed' || this.state === 'loading' || !this.draft.batch()) return
    if (this.state !== 'unsaved' && this.state !== 'saving') this.#tell('typing')
    if (this.state === 'unsaved' && this.failures > 0) return
    const now = Date.now()
    if (!this.timer) this.since = now
    window.clearTimeout(this.timer)
    const wait = Math.max(0, Math.min(PAUSE, this.since + LONGEST_PAUSE - now))
    this.timer = window.setTimeout(() => this.now(), wait)
  }

  /** @returns {Promise<boolean>} whether the server holds all that was typed */
  async now() {
    window.clearTimeout(this.timer)
    this.timer = 0
    if (this.state === 'closed') return false
    this.running ??= this.#sendAll().finally(() => {
      this.running = null
    })
    await this.running
    return this.state === 'saved'
  }

  async #sendAll() {
    if (this.draft.version === null && !(await this.load())) return
    for (;;) {
      const batch = this.draft.batch()
      if (!batch) return this.#rest()
      this.#tell('saving')
      const [data, problem, version] = await this.#send(batch)
      if (!problem) {
        this.failures = 0
        this.draft.acknowledge(batch, data, version)
      } else if (problem.kind === 'stale') {
        if (!(await this.load())) return
      } else if (!this.#refused(batch, problem)) return this.#fail(problem)
    }
  }

  /** @param {Batch} batch @param {boolean} [keepalive] */
  #send({ values, sources, note }, keepalive = false) {
    /** @type {Record<string, unknown>} */
    const body = {}
    if (Object.keys(values).length) body.patch = patchOf(values)
    if (Object.keys(sources).length) body.sources = sources
    if (note !== undefined) body.note = note
    return call('PATCH', this.url, { body, version: this.draft.version, stay: true, keepalive })
  }

  /** Values that the server cannot store are set aside, so that the others are.
   * @param {Batch} batch @param {Problem} problem */
  #refused(batch, problem) {
    if (problem.kind !== 'invalid') return false
    let found = false
    for (const { pointer = '', detail } of problem.errors) {
      const [, place, ...rest] = pointer.replace(/^#/, '').split('/')
      const path =
        place === 'patch' ? pathOfPointer(`/${rest.join('/')}`) : decodeURIComponent(rest[0] ?? '')
      if (place === 'sources' && path in batch.sources) {
        delete this.draft.typed.sources[path]
        this.draft.refuse(path, detail)
        found = true
      } else if (path in batch.values) {
        this.draft.refuse(path, detail)
        found = true
      }
    }
    return found
  }

  /** @param {Problem} problem */
  #fail(problem) {
    if (problem.kind === 'conflict' || problem.status === 404) return this.#tell('closed', problem)
    this.#tell('unsaved', problem)
    if (problem.kind !== 'network' && problem.kind !== 'server') return
    const wait = RETRIES[Math.min(this.failures, RETRIES.length - 1)]
    this.failures += 1
    window.clearTimeout(this.timer)
    this.timer = window.setTimeout(() => this.now(), wait)
  }

  /** The page may be closed next: a request that outlives it. */
  leave() {
    const batch = this.draft.batch()
    if (!batch || this.running || this.state === 'closed') return
    const small = JSON.stringify(batch).length < KEEPALIVE_BYTES
    if (!small) return void this.now()
    this.running = this.#send(batch, true)
      .then(([data, problem, version]) => {
        if (!problem) this.draft.acknowledge(batch, data, version)
      })
      .finally(() => {
        this.running = null
        if (this.draft.batch()) this.now()
        else this.#rest()
      })
  }

  /** Someone else may have written while this page was out of sight. */
  async #lookForOthers() {
    const [data, problem] = await call('GET', this.url, { stay: true })
    if (!problem && data.version !== this.draft.submission?.version && !this.running) {
      await this.load()
    }
  }
}
