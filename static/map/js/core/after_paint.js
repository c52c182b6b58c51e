const frame = globalThis.requestAnimationFrame ?? setTimeout

/** @type {Set<() => void>} */
let waiting = new Set()

/** Does work that the reader does not wait for, after the frame that shows what they asked; each
 * work once, in a task of its own, so that a touch in between is answered first.
 * @param {() => void} work */
export function afterPaint(work) {
  if (waiting.size === 0) frame(() => setTimeout(release))
  waiting.add(work)
}

function release() {
  const works = waiting
  waiting = new Set()
  for (const work of works) setTimeout(work)
}
