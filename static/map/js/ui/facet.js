import { applyFilter, toggleFilter } from '../core/actions.js'
import { formatNumber } from '../core/i18n.js'
import { cloneTemplate, ref, setText } from './dom.js'
import { valueLabel } from './labels.js'

/** @typedef {import('../core/store.js').Store} Store */
/** @typedef {import('../core/types.js').State} State */

const LONG = 12

/** @param {string} text */
function searchable(text) {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

/** One filter with several values: checkboxes that keep their place and focus while counts move.
 * A menu that is closed is not kept up to date: it is when it opens. */
export class Facet {
  /** @param {HTMLDetailsElement} root @param {Store} store */
  constructor(root, store) {
    this.root = root
    this.store = store
    this.name = root.dataset.facet ?? ''
    this.list = ref(root, 'options', HTMLUListElement)
    this.badge = ref(root, 'badge', HTMLElement)
    this.search = ref(root, 'search', HTMLInputElement)
    this.clear = ref(root, 'clear', HTMLButtonElement)
    /** @type {Map<string, HTMLElement>} */
    this.options = new Map()
    this.search.addEventListener('input', () => this.narrow())
    this.clear.addEventListener('click', () => {
      applyFilter(store, this.name, [])
      root.querySelector('summary')?.focus()
    })
    root.addEventListener('toggle', () => {
      if (root.open) return this.open()
      this.search.value = ''
      this.narrow()
    })
    store.follow(['filters'], ({ filters }) => {
      const chosen = filters[this.name] ?? []
      this.badge.hidden = chosen.length === 0
      this.clear.hidden = chosen.length === 0
      setText(this.badge, formatNumber(chosen.length))
    })
    store.follow(['answer', 'filters'], () => {
      if (root.open) this.show()
    })
  }

  open() {
    this.show()
    const order = this.values().map(({ value }) => value)
    const rest = [...this.options.keys()].filter((value) => !order.includes(value))
    this.list.append(...[...order, ...rest].map((value) => this.option(value)))
  }

  values() {
    return this.store.state.answer?.facet(this.name) ?? []
  }

  show() {
    const { catalogue, filters } = this.store.state
    const counts = new Map(this.values().map(({ value, count }) => [value, count]))
    for (const value of counts.keys()) {
      this.option(value).dataset.label ??= valueLabel(catalogue, this.name, value)
    }
    const chosen = filters[this.name] ?? []
    for (const [value, option] of this.options) this.refresh(option, counts.get(value) ?? 0, chosen)
    this.search.hidden = this.options.size <= LONG
  }

  /** @param {string} value */
  option(value) {
    const known = this.options.get(value)
    if (known) return known
    const option = cloneTemplate('facet-option')
    const box = ref(option, 'box', HTMLInputElement)
    box.value = value
    box.addEventListener('change', () => toggleFilter(this.store, this.name, value))
    this.options.set(value, option)
    this.list.append(option)
    return option
  }

  /** @param {HTMLElement} option @param {number} count @param {string[]} chosen */
  refresh(option, count, chosen) {
    const box = ref(option, 'box', HTMLInputElement)
    box.checked = chosen.includes(box.value)
    box.disabled = count === 0 && !box.checked
    setText(ref(option, 'label', HTMLElement), option.dataset.label ?? box.value)
    setText(ref(option, 'count', HTMLElement), formatNumber(count))
  }

  narrow() {
    const wanted = searchable(this.search.value)
    for (const option of this.options.values()) {
      option.hidden = !searchable(option.dataset.label ?? '').includes(wanted)
    }
  }
}
