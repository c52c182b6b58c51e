import { chooseYears } from '../core/actions.js'
import { gettext, ngettext } from '../core/i18n.js'
import { activeByYear, chosenYears, yearOfKey } from '../core/years.js'
import { ref, setText } from './dom.js'
import { startPlayer } from './player.js'

/** @typedef {import('../core/store.js').Store} Store */
/** @typedef {import('../core/types.js').State} State */
/** @typedef {import('../core/years.js').Year} Year */

/** A small histogram of active projects with two handles; the years between them are the filter. */
export class Timeline {
  /** @param {HTMLElement} root @param {Store} store */
  constructor(root, store) {
    this.root = root
    this.store = store
    this.track = ref(root, 'years-track', HTMLElement)
    this.bars = ref(root, 'years-bars', HTMLElement)
    this.window = ref(root, 'years-window', HTMLElement)
    this.handles = [ref(root, 'year-low', HTMLElement), ref(root, 'year-high', HTMLElement)]
    /** @type {Year[]} */
    this.years = []
    this.handles.forEach((handle, i) => {
      handle.addEventListener('keydown', (event) => this.key(event, i))
      handle.addEventListener('pointerdown', (event) => this.drag(event, i))
      handle.addEventListener('pointermove', (event) => this.move(event, i))
      for (const end of ['pointerup', 'pointercancel']) {
        handle.addEventListener(end, () => this.brush(false))
      }
    })
    this.track.addEventListener('click', (event) => {
      if (event.target !== this.track && !this.bars.contains(/** @type {Node} */ (event.target)))
        return
      const year = this.yearAt(event)
      this.choose(year, year)
    })
    ref(root, 'years-all', HTMLButtonElement).addEventListener('click', () =>
      chooseYears(store, null, null),
    )
    startPlayer(ref(root, 'years-play', HTMLButtonElement), this)
    store.follow(['answer', 'filters'], (state) => this.show(state))
  }

  get ends() {
    return [this.years[0]?.year ?? 0, this.years.at(-1)?.year ?? 0]
  }

  get chosen() {
    const [first, last] = this.ends
    return chosenYears(this.store.state.filters, first, last)
  }

  /** @param {number} from @param {number} to */
  choose(from, to) {
    const [first, last] = this.ends
    chooseYears(this.store, from === first ? null : from, to === last ? null : to)
  }

  /** While it moves, the years passed over are no steps to go back to.
   * @param {boolean} brushing */
  brush(brushing) {
    if (this.store.state.brushing !== brushing) this.store.update({ brushing })
  }

  /** @param {number} i @param {number} year */
  set(i, year) {
    const chosen = this.chosen
    if (chosen[i] === year) return
    chosen[i] = year
    this.choose(chosen[0], chosen[1])
  }

  /** @param {KeyboardEvent} event @param {number} i */
  key(event, i) {
    const [low, high] = this.limits(i)
    const mirrored = document.documentElement.dir === 'rtl'
    const year = yearOfKey(event.key, this.chosen[i], low, high, mirrored)
    if (year === null) return
    event.preventDefault()
    this.set(i, year)
  }

  /** A handle does not pass the other one.
   * @param {number} i */
  limits(i) {
    const [first, last] = this.ends
    const [from, to] = this.chosen
    return i === 0 ? [first, to] : [from, last]
  }

  /** @param {PointerEvent} event @param {number} i */
  drag(event, i) {
    this.handles[i].setPointerCapture(event.pointerId)
    this.handles[i].focus()
    event.preventDefault()
  }

  /** @param {PointerEvent} event @param {number} i */
  move(event, i) {
    if (!this.handles[i].hasPointerCapture(event.pointerId)) return
    const [low, high] = this.limits(i)
    const year = Math.min(high, Math.max(low, this.yearAt(event)))
    if (year === this.chosen[i]) return
    this.set(i, year)
    this.brush(true)
  }

  /** @param {MouseEvent} event */
  yearAt({ clientX }) {
    const { left, width } = this.track.getBoundingClientRect()
    const share = (clientX - left) / width
    const along = document.documentElement.dir === 'rtl' ? 1 - share : share
    const place = Math.min(
      this.years.length - 1,
      Math.max(0, Math.floor(along * this.years.length)),
    )
    return this.years[place]?.year ?? 0
  }

  /** @param {State} state */
  show({ answer, catalogue }) {
    if (!answer || !catalogue) return
    this.years = activeByYear(answer, catalogue)
    this.root.hidden = this.years.length < 2
    const [first, last] = this.ends
    const [from, to] = this.chosen
    const most = Math.max(1, ...this.years.map(({ count }) => count))
    while (this.bars.childElementCount < this.years.length) {
      this.bars.append(document.createElement('span'))
    }
    this.years.forEach(({ year, count }, i) => {
      const bar = /** @type {HTMLElement} */ (this.bars.children[i])
      const size = `${((100 * count) / most).toFixed(1)}%`
      if (bar.dataset.size !== size) bar.style.blockSize = size
      bar.dataset.size = size
      bar.classList.toggle('is-chosen', year >= from && year <= to)
    })
    const share = (/** @type {number} */ years) => `${(100 * years) / this.years.length}%`
    this.window.style.insetInlineStart = share(from - first)
    this.window.style.insetInlineEnd = share(last - to)
    this.place(0, from, [first, to], share(from - first))
    this.place(1, to, [from, last], share(to + 1 - first))
    setText(ref(this.root, 'years-text', HTMLElement), this.text(from, to))
    ref(this.root, 'years-all', HTMLElement).hidden = from === first && to === last
    const undated = answer.beside('year').filter(({ active_first }) => !active_first).length
    setText(ref(this.root, 'years-undated', HTMLElement), undatedText(undated))
  }

  /** @param {number} i @param {number} year @param {number[]} limits @param {string} at */
  place(i, year, [low, high], at) {
    const handle = this.handles[i]
    handle.style.insetInlineStart = at
    handle.setAttribute('aria-valuemin', String(low))
    handle.setAttribute('aria-valuemax', String(high))
    handle.setAttribute('aria-valuenow', String(year))
    const count = this.years.find((each) => each.year === year)?.count ?? 0
    handle.setAttribute('aria-valuetext', this.countText(year, count))
  }

  /** @param {number} year @param {number} n */
  countText(year, n) {
    return ngettext('%(year)s : %(n)s projet en cours', '%(year)s : %(n)s projets en cours', n, {
      year: String(year),
    })
  }

  /** @param {number} from @param {number} to */
  text(from, to) {
    return from === to
      ? gettext('En cours en %(year)s', { year: String(from) })
      : gettext('En cours entre %(from)s et %(to)s', { from: String(from), to: String(to) })
  }
}

/** @param {number} n */
function undatedText(n) {
  if (n === 0) return ''
  return ngettext('%(n)s projet sans date connue', '%(n)s projets sans date connue', n)
}

/** Under the map on a wide screen, among the filters on a narrow one.
 * @param {HTMLElement} page @param {Store} store */
export function startTimeline(page, store) {
  const root = ref(page, 'timeline', HTMLElement)
  const wide = window.matchMedia('(min-width: 900px)')
  const place = () => {
    ref(page, wide.matches ? 'timeline-wide' : 'timeline-narrow', HTMLElement).append(root)
  }
  wide.addEventListener('change', place)
  place()
  new Timeline(root, store)
}
