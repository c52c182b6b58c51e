import { toggleFilter } from '../core/actions.js'
import { formatNumber } from '../core/i18n.js'
import { cloneTemplate, ref, setText } from './dom.js'
import { acronyms } from './labels.js'

/** @typedef {import('../core/store.js').Store} Store */
/** @typedef {import('../core/types.js').FacetValue} FacetValue */

const LONG = 12

/** @param {string} text */
function searchable(text) {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

/** One filter with several values: checkboxes that keep their place and focus while counts move. */
export class Facet {
  /** @param {HTMLDetailsElement} root @param {Store} store */
  constructor(root, store) {
    this.root = root
    this.store = store
    this.name = root.dataset.facet ?? ''
    this.list = ref(root, 'options', HTMLUListElement)
    this.badge = ref(root, 'badge', HTMLElement)
    this.search = ref(root, 'search', HTMLInputElement)
    /** @type {Map<string, HTMLElement>} */
    this.options = new Map()
    this.search.addEventListener('input', () => this.narrow())
    root.addEventListener('toggle', () => {
      if (root.open) return
      this.search.value = ''
      this.narrow()
    })
    /** @type {Map<string, string>} */
    this.acronyms = new Map()
    if (this.name === 'funder') {
      store.watch(['projects'], (state) => {
        this.acronyms = acronyms(state)
      })
    }
    store.watch(['answer', 'filters', 'projects'], ({ answer, filters }) => {
      this.show(answer?.facets[this.name] ?? [], filters[this.name] ?? [])
    })
  }

  /** @param {FacetValue[]} values @param {string[]} chosen */
  show(values, chosen) {
    const counts = new Map(values.map(({ value, count }) => [value, count]))
    for (const { value, label } of values) {
      const acronym = this.acronyms.get(value)
      const named = acronym && acronym !== label ? `${label} (${acronym})` : label
      this.option(value).dataset.label = named
    }
    for (const [value, option] of this.options) this.refresh(option, counts.get(value) ?? 0, chosen)
    if (!this.root.open) this.arrange(values.map(({ value }) => value))
    this.badge.hidden = chosen.length === 0
    setText(this.badge, formatNumber(chosen.length))
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

  /** In the order of the answer; values that have no project left come last.
   * @param {string[]} order */
  arrange(order) {
    const rest = [...this.options.keys()].filter((value) => !order.includes(value))
    for (const value of [...order, ...rest]) this.list.append(this.option(value))
  }

  narrow() {
    const wanted = searchable(this.search.value)
    for (const option of this.options.values()) {
      option.hidden = !searchable(option.dataset.label ?? '').includes(wanted)
    }
  }
}
