import { projectCard } from './project_card.js'

/** @typedef {import('../core/store.js').Store} Store */
/** @typedef {import('../core/types.js').PageConfig} PageConfig */
/** @typedef {import('../core/types.js').Project} Project */

// Of a phone, whose list is half the screen, and of a larger one.
const FIRST_NARROW = 4
const FIRST_WIDE = 8
const CHUNK = 24
const PAUSE = 60
const wide = window.matchMedia('(min-width: 900px)')
// Above this many cards the rest waits until the reader comes near.
const EAGER = 240

/** The cards of the projects found: those of the first screen at once, the rest a few at a time
 * between other work, so that a change of filters is seen at once.
 * @param {HTMLOListElement} list @param {Store} store @param {PageConfig} config */
export function showCards(list, store, config) {
  /** @type {Map<string, HTMLElement>} */
  const cards = new Map()
  /** @type {Project[]} */
  let waiting = []
  let shown = 0
  let timer = 0
  const card = (/** @type {Project} */ project) => {
    const made = cards.get(project.identifier) ?? projectCard(store, config, project)
    cards.set(project.identifier, made)
    return made
  }
  const more = () => {
    window.clearTimeout(timer)
    list.append(...waiting.splice(0, CHUNK).map(card))
    shown += CHUNK
    next()
  }
  const end = new IntersectionObserver(
    ([{ isIntersecting }]) => {
      if (isIntersecting && waiting.length > 0) more()
    },
    { rootMargin: '1000px' },
  )
  const next = () => {
    list.setAttribute('aria-busy', String(waiting.length > 0 && shown < EAGER))
    end.disconnect()
    if (waiting.length === 0) return
    if (shown < EAGER) timer = window.setTimeout(more, PAUSE)
    else if (list.lastElementChild) end.observe(list.lastElementChild)
  }
  store.watch(['answer'], ({ answer }, before) => {
    if (!answer && !before) return
    window.clearTimeout(timer)
    const items = answer?.items ?? []
    shown = wide.matches ? FIRST_WIDE : FIRST_NARROW
    waiting = items.slice(shown)
    list.replaceChildren(...items.slice(0, shown).map(card))
    next()
  })
  store.watch(['failure'], ({ failure }) => {
    if (!failure) return
    waiting = []
    list.replaceChildren()
    next()
  })
  window.addEventListener('beforeprint', () => {
    list.append(...waiting.splice(0).map(card))
    next()
  })
}
