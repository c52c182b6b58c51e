import { get } from '../api.js'
import { pathOfPointer } from './paths.js'

/** @typedef {import('./saver.js').Saver} Saver */
/** @typedef {import('./types.js').Check} Check */

/** The server's own rules on what it holds, asked again after each saving. */
export class Checker extends EventTarget {
  /** @param {Saver} saver @param {string} url */
  constructor(saver, url) {
    super()
    this.url = url
    /** @type {Check | null} */
    this.check = null
    this.asking = new AbortController()
    /** @type {string | null} */
    this.version = null
    saver.addEventListener('state', () => {
      const { version } = saver.draft
      if (saver.state !== 'saved' || version === this.version) return
      this.version = version
      this.ask()
    })
  }

  async ask() {
    this.asking.abort()
    this.asking = new AbortController()
    const [check, problem] = await get(`${this.url}/check`, this.asking.signal).catch(
      () => /** @type {const} */ ([null, null]),
    )
    if (!check || problem) return
    this.check = check
    this.dispatchEvent(new CustomEvent('checked'))
  }

  /** @param {string} path */
  errors(path) {
    const found = this.check?.errors ?? []
    return found.filter((error) => (error.path ?? pathOfPointer(error.pointer)) === path)
  }
}
