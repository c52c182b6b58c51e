import { applyFilter, changeFilters, openProject } from '../core/actions.js'
import { getJson } from '../core/api.js'
import { readFilters } from '../core/filters.js'
import { gettext, ngettext } from '../core/i18n.js'
import { optionOfKey } from '../core/suggestions.js'
import { ref, setText } from './dom.js'
import { suggestionGroups } from './suggestion_list.js'
import { followTyping } from './typing.js'

/** @typedef {import('../core/store.js').Store} Store */
/** @typedef {import('../core/suggestions.js').Suggestion} Suggestion */
/** @typedef {import('../core/types.js').PageConfig} PageConfig */

const PAUSE = 120
const MOST = 12

/** Search as one types: a combobox (ARIA 1.2) that suggests projects, organisations and places.
 * The words themselves are a filter too, as soon as they are typed. */
class SearchBox {
  /** @param {HTMLElement} form @param {Store} store @param {PageConfig} config */
  constructor(form, store, config) {
    this.store = store
    this.config = config
    this.input = ref(form, 'q', HTMLInputElement)
    this.list = ref(form, 'suggestions', HTMLElement)
    this.status = ref(form, 'suggestions-status', HTMLElement)
    this.at = -1
    this.timer = 0
    this.running = new AbortController()
    /** @type {{option: HTMLElement, item: Suggestion}[]} */
    this.options = []
    this.input.addEventListener('input', () => {
      window.clearTimeout(this.timer)
      this.timer = window.setTimeout(() => this.ask(), PAUSE)
    })
    this.input.addEventListener('keydown', (event) => this.key(event))
    form.addEventListener('focusout', ({ relatedTarget }) => {
      if (!form.contains(/** @type {Node | null} */ (relatedTarget))) this.close()
    })
    this.list.addEventListener('pointerdown', (event) => event.preventDefault())
    this.list.addEventListener('click', ({ target }) => {
      const found = this.options.find(({ option }) => option.contains(/** @type {Node} */ (target)))
      if (found) this.choose(found.item)
    })
  }

  async ask() {
    this.running.abort()
    const q = this.input.value.trim()
    if (q.length < 2) return this.close()
    this.running = new AbortController()
    const { lang, urls } = this.config
    const query = new URLSearchParams({ q, lang, limit: String(MOST) })
    // A suggestion that does not come is no failure: the words filter all the same.
    const answer = await getJson(`${urls.suggestions}?${query}`, this.running.signal).catch(
      () => null,
    )
    if (!answer || document.activeElement !== this.input) return
    this.show(answer.items)
  }

  /** @param {Suggestion[]} items */
  show(items) {
    const { groups, options } = suggestionGroups(items)
    this.options = options
    this.list.replaceChildren(...groups)
    this.mark(-1)
    this.list.hidden = options.length === 0
    this.input.setAttribute('aria-expanded', String(options.length > 0))
    setText(this.status, ngettext('%(n)s suggestion', '%(n)s suggestions', options.length))
  }

  close() {
    window.clearTimeout(this.timer)
    this.running.abort()
    this.list.hidden = true
    this.options = []
    this.input.setAttribute('aria-expanded', 'false')
    this.input.removeAttribute('aria-activedescendant')
    setText(this.status, '')
  }

  /** @param {number} at */
  mark(at) {
    this.at = at
    this.options.forEach(({ option }, i) => {
      option.setAttribute('aria-selected', String(i === at))
    })
    const active = this.options[at]?.option
    if (active) {
      this.input.setAttribute('aria-activedescendant', active.id)
      active.scrollIntoView({ block: 'nearest' })
    } else this.input.removeAttribute('aria-activedescendant')
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.isComposing || this.list.hidden) return
    const next = optionOfKey(event.key, this.at, this.options.length)
    if (next !== null) {
      event.preventDefault()
      return this.mark(next)
    }
    if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      return this.close()
    }
    if (event.key !== 'Enter') return
    const chosen = this.options[this.at]
    if (chosen) {
      event.preventDefault()
      this.choose(chosen.item)
    } else this.close()
  }

  /** A project is opened; anything else becomes a filter in place of the words typed.
   * @param {Suggestion} item */
  choose({ kind, value, url }) {
    this.close()
    this.input.value = ''
    if (kind === 'project') {
      applyFilter(this.store, 'q', [])
      return openProject(this.store, value)
    }
    const { q: _, ...kept } = this.store.state.filters
    const asked = readFilters(new URL(url, document.baseURI).searchParams)
    changeFilters(this.store, { ...kept, ...asked })
    setText(this.status, gettext('Filtre ajouté'))
  }
}

/** @param {HTMLElement} page @param {Store} store @param {PageConfig} config */
export function startSearch(page, store, config) {
  const form = ref(page, 'search-form', HTMLFormElement)
  form.addEventListener('submit', (event) => event.preventDefault())
  followTyping(ref(form, 'q', HTMLInputElement), store, 'q', () => true)
  new SearchBox(form, store, config)
}
