import { inOrder } from './order.js'
import { select } from './selection.js'
import { localPart } from './vocabulary.js'

/** @typedef {import('./types.js').Answer} Answer */
/** @typedef {import('./types.js').State} State */

/** @param {State} state with a catalogue
 * @param {string[] | null} found what the server found, in its order @returns {Answer | null} */
export function answerOf({ catalogue, filters, sort }, found) {
  if (!catalogue) return null
  const allowed = found && new Set(found)
  const { positions, numberUndated, facet, beside } = select(
    catalogue,
    localPart(catalogue, filters),
    allowed,
  )
  const byTitle = positions.map((i) => catalogue.projects[i])
  return {
    items: inOrder(byTitle, sort, filters.q ? found : null),
    positions,
    numberMatched: positions.length,
    numberUndated,
    facet,
    beside,
  }
}
