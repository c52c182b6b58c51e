import { answer } from './review/answers.js'
import { act } from './review/decisions.js'
import { startMaps } from './review/maps.js'
import { ReviewPage } from './review/page.js'

const page = new ReviewPage()

/** @param {EventTarget | null} target @param {string} selector */
function near(target, selector) {
  const found = target instanceof Element ? target.closest(selector) : null
  return found instanceof HTMLElement ? found : null
}

document.addEventListener('click', ({ target }) => {
  const card = near(target, '[data-change]')
  const decision = near(target, '[data-decide]')
  if (card && decision) return act(page, card, decision.dataset.decide ?? '')
  const button = near(target, '[data-answer]')
  if (button instanceof HTMLButtonElement) answer(page, button)
})

/** The change that has the focus, or the first that waits for a decision. */
function current() {
  const { cards } = page
  const focused = near(document.activeElement, '[data-change]')
  return focused ?? cards.find((card) => card.dataset.decision === 'none') ?? cards[0]
}

/** @param {number} step */
function go(step) {
  const { cards } = page
  const focused = near(document.activeElement, '[data-change]')
  const place = focused ? cards.indexOf(focused) + step : 0
  cards[Math.min(Math.max(place, 0), cards.length - 1)]?.focus()
}

/** @param {string} name a button of the current change, if it has it */
function press(name) {
  const button = current()?.querySelector(`[data-decide="${name}"]`)
  if (button instanceof HTMLButtonElement) button.click()
}

/** @type {Record<string, () => void>} */
const KEYS = {
  j: () => go(1),
  k: () => go(-1),
  a: () => press('accepted'),
  r: () => press('reject'),
  e: () => press('edit'),
  n: () => window.location.assign(page.data.urls.next),
}

document.addEventListener('keydown', (event) => {
  const typing = near(event.target, 'input, textarea, select, dialog, [contenteditable]')
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return
  const work = KEYS[event.key.toLowerCase()]
  if (!work) return
  event.preventDefault()
  work()
})

startMaps(page)
