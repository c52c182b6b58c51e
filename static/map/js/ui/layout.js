import { gettext } from '../core/i18n.js'
import { ref } from './dom.js'

/** @typedef {import('../core/store.js').Store} Store */

const STOPS = ['map', 'split', 'list']

/** On a narrow screen the list is a sheet over the map, with three stops: its head only, half, the
 * whole height. It is dragged, tapped, or moved by keys.
 * @param {HTMLElement} page */
function startSheet(page) {
  const grip = ref(page, 'sheet', HTMLElement)
  const bench = ref(page, 'workbench', HTMLElement)
  const names = [gettext('réduite'), gettext('à moitié'), gettext('en entier')]
  const stop = () => Math.max(0, STOPS.indexOf(page.dataset.sheet ?? 'split'))
  const go = (/** @type {number} */ to) => {
    const at = Math.min(STOPS.length - 1, Math.max(0, to))
    page.dataset.sheet = STOPS[at]
    grip.setAttribute('aria-valuenow', String(at))
    grip.setAttribute('aria-valuetext', names[at])
  }
  grip.addEventListener('keydown', (event) => {
    /** @type {Record<string, number>} */
    const keys = {
      ArrowUp: stop() + 1,
      ArrowDown: stop() - 1,
      Home: 0,
      End: 2,
      PageUp: 2,
      PageDown: 0,
    }
    const to = event.key === 'Enter' || event.key === ' ' ? (stop() + 1) % 3 : keys[event.key]
    if (to === undefined) return
    event.preventDefault()
    go(to)
  })
  let from = 0
  let moved = false
  grip.addEventListener('pointerdown', (event) => {
    grip.setPointerCapture(event.pointerId)
    from = event.clientY
    moved = false
  })
  grip.addEventListener('pointermove', ({ pointerId, clientY }) => {
    if (!grip.hasPointerCapture(pointerId) || Math.abs(clientY - from) < 6) return
    moved = true
    const { top, height } = bench.getBoundingClientRect()
    page.dataset.sheet = 'drag'
    bench.style.setProperty('--map-share', `${Math.max(0, Math.min(1, (clientY - top) / height))}`)
  })
  grip.addEventListener('pointerup', ({ clientY }) => {
    if (!moved) return go((stop() + 1) % 3)
    const { top, height } = bench.getBoundingClientRect()
    const share = (clientY - top) / height
    go(share < 0.25 ? 2 : share > 0.7 ? 0 : 1)
  })
  grip.addEventListener('pointercancel', () => go(stop()))
  go(stop())
}

/** A change of language keeps the view.
 * @param {Store} store @param {() => string} search */
function followLanguages(store, search) {
  store.follow(['filters', 'project', 'view', 'sort', 'measure'], () => {
    for (const link of document.querySelectorAll('a[data-keep-view]')) {
      if (link instanceof HTMLAnchorElement) link.search = search()
    }
  })
}

/** @param {HTMLElement} page @param {Store} store @param {() => string} search */
export function startLayout(page, store, search) {
  startSheet(page)
  followLanguages(store, search)
}
