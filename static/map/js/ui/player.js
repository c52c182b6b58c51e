import { gettext } from '../core/i18n.js'

const STEP = 900

/** Moves the chosen years forward, one at a time, from the first year when all are chosen. What
 * moves is what the reader asked to see move: steps without animation.
 * @param {HTMLButtonElement} button @param {import('./timeline.js').Timeline} timeline */
export function startPlayer(button, timeline) {
  let timer = 0
  const show = (/** @type {boolean} */ playing) => {
    button.setAttribute('aria-pressed', String(playing))
    button.setAttribute(
      'aria-label',
      playing ? gettext('Arrêter le défilement des années') : gettext('Faire défiler les années'),
    )
  }
  const stop = () => {
    window.clearInterval(timer)
    timer = 0
    timeline.brush(false)
    show(false)
  }
  const step = () => {
    const [, last] = timeline.ends
    const [from, to] = timeline.chosen
    if (to >= last) return stop()
    timeline.choose(from + 1, to + 1)
  }
  button.addEventListener('click', () => {
    if (timer) return stop()
    const [first, last] = timeline.ends
    const [from, to] = timeline.chosen
    if (from === first && to === last) timeline.choose(first, first)
    else if (to === last) timeline.choose(first, first + to - from)
    timeline.brush(true)
    show(true)
    timer = window.setInterval(step, STEP)
  })
  document.addEventListener('visibilitychange', () => {
    if (document.hidden && timer) stop()
  })
  show(false)
}
