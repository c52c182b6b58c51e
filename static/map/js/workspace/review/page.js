import { pageData } from '../page.js'

/** @typedef {import('./types.js').ReviewData} ReviewData */

// What a decision may change; the discussion and what is being typed there stay as they are.
const PARTS = [
  '.submission-head',
  '[data-ref="standing"]',
  '[data-ref="keys"]',
  '[data-ref="bar"]',
  '[data-ref="steps"]',
]

/** The page under review as the server says it now: it words every value, so that a decision is
 * shown by asking for the page again and taking over what changed. */
export class ReviewPage {
  constructor() {
    /** @type {ReviewData} */
    this.data = pageData()
  }

  get version() {
    return `"${this.data.version}"`
  }

  /** @returns {HTMLElement[]} */
  get cards() {
    return [...document.querySelectorAll('[data-change]')].map(
      (card) => /** @type {HTMLElement} */ (card),
    )
  }

  /** @param {HTMLElement} card */
  change(card) {
    return this.data.changes[card.dataset.change ?? '']
  }

  /** Whether the server answered. */
  async refresh() {
    const answer = await fetch(window.location.href, { credentials: 'same-origin' }).catch(
      () => null,
    )
    if (!answer?.ok) return false
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
    this.data = JSON.parse(fresh.getElementById('page-data')?.textContent ?? '{}')
    for (const part of PARTS) replace(document.querySelector(part), fresh.querySelector(part))
    for (const card of this.cards) this.#refreshCard(card, fresh)
    return true
  }

  /** Maps are kept: to draw them again would make them flicker.
   * @param {HTMLElement} card @param {Document} fresh */
  #refreshCard(card, fresh) {
    const now = fresh.getElementById(card.id)
    if (!now) return card.remove()
    if (now.dataset.stamp === card.dataset.stamp) return
    const maps = card.querySelector('[data-ref="maps"]')
    const focused = card === document.activeElement
    if (maps && now.querySelector('[data-ref="maps"]')) {
      now.querySelector('[data-ref="maps"]')?.replaceWith(maps)
    }
    card.replaceWith(now)
    if (focused) now.focus({ preventScroll: true })
  }
}

/** @param {Element | null} old @param {Element | null} now */
function replace(old, now) {
  if (old && now && old.outerHTML !== now.outerHTML) old.replaceWith(now)
}
