import { LocationMap } from '../editor/location_map.js'

/** @typedef {import('./page.js').ReviewPage} ReviewPage */

/** Draws the maps of a change of place when they come into view. @param {ReviewPage} page */
export function startMaps(page) {
  const context = /** @type {any} */ ({ page: page.data })
  const watcher = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue
        watcher.unobserve(target)
        draw(/** @type {HTMLElement} */ (target))
      }
    },
    { rootMargin: '200px' },
  )
  /** @param {HTMLElement} container */
  const draw = (container) => {
    const card = /** @type {HTMLElement} */ (container.closest('[data-change]'))
    const { live, proposed } = page.change(card)
    const location = container.dataset.map === 'live' ? live : proposed
    new LocationMap(container, context, () => {}).show(location)
  }
  for (const container of document.querySelectorAll('[data-map]')) watcher.observe(container)
}
