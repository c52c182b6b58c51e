import { afterPaint } from './after_paint.js'
import { readUrl } from './url_state.js'

/** @typedef {import('./types.js').State} State */

/** The one state of the page. Map and lists both read it, and know nothing of each other. */
export class Store extends EventTarget {
  /** @param {State} state */
  constructor(state) {
    super()
    this.state = state
  }

  /** @param {Partial<State>} patch */
  update(patch) {
    const before = this.state
    this.state = { ...before, ...patch }
    this.dispatchEvent(new CustomEvent('change', { detail: before }))
  }

  /** Calls `react` now, then each time that one of `keys` has another value.
   * @param {(keyof State)[]} keys @param {(state: State, before: State | null) => void} react */
  watch(keys, react) {
    // A change made while another is told is told first, so that the other has nothing to add.
    let seen = this.state
    react(this.state, null)
    this.addEventListener('change', (event) => {
      const before = /** @type {CustomEvent<State>} */ (event).detail
      if (seen === this.state || keys.every((key) => before[key] === this.state[key])) return
      seen = this.state
      react(this.state, before)
    })
  }

  /** As `watch`, for what the reader does not wait for: told after the frame that shows the change,
   * of several changes the last only.
   * @param {(keyof State)[]} keys @param {(state: State) => void} react */
  follow(keys, react) {
    const tell = () => react(this.state)
    this.watch(keys, (_, before) => (before ? afterPaint(tell) : tell()))
  }
}

/** @param {string} search of the address */
export function newStore(search) {
  return new Store({
    ...readUrl(search),
    answer: null,
    loading: true,
    failure: null,
    regions: null,
    catalogue: null,
    hovered: null,
    bounds: null,
    brushing: false,
  })
}
