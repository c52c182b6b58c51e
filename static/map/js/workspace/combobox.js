import { gettext, ngettext } from '../core/i18n.js'
import { optionOfKey } from '../core/suggestions.js'

/** @typedef {{value: string, label: string, detail?: string | null, lang?: string}} Choice */

const PAUSE = 120
let number = 0

/** One value out of many, found as one types (ARIA 1.2 combobox). What is typed and not chosen
 * goes back to the value when one leaves. */
export class Combobox {
  /** @param {HTMLElement} root @param {{
   *   id?: string, label: string, find: (q: string) => Promise<Choice[]>,
   *   choose: (choice: Choice | null) => void,
   * }} options `choose(null)` when the field was emptied */
  constructor(root, { id, label, find, choose }) {
    this.find = find
    this.tell = choose
    this.shown = ''
    this.at = -1
    this.timer = 0
    this.asked = 0
    /** @type {{option: HTMLElement, choice: Choice}[]} */
    this.options = []
    this.input = document.createElement('input')
    this.list = document.createElement('div')
    this.status = document.createElement('p')
    this.#build(root, id ?? `combobox-${++number}`, label)
  }

  /** @param {HTMLElement} root @param {string} id @param {string} label */
  #build(root, id, label) {
    const { input, list, status } = this
    Object.assign(input, { id, className: 'input', autocomplete: 'off', dir: 'auto' })
    Object.assign(list, { id: `${id}-list`, className: 'combobox-list', hidden: true })
    Object.assign(status, { className: 'visually-hidden' })
    status.setAttribute('role', 'status')
    list.setAttribute('role', 'listbox')
    list.setAttribute('aria-label', label)
    const states = { role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false' }
    for (const [name, value] of Object.entries(states)) input.setAttribute(name, value)
    input.setAttribute('aria-controls', list.id)
    input.setAttribute('aria-label', label)
    root.replaceChildren(input, list, status)
    input.addEventListener('input', () => this.#soon())
    input.addEventListener('keydown', (event) => this.#key(event))
    input.addEventListener('blur', () => this.#leave())
    list.addEventListener('pointerdown', (event) => event.preventDefault())
    list.addEventListener('click', ({ target }) => {
      const found = this.options.find(({ option }) => option.contains(/** @type {Node} */ (target)))
      if (found) this.#choose(found.choice)
    })
  }

  /** @param {string} text of the present value */
  show(text) {
    this.shown = text
    if (document.activeElement !== this.input) this.input.value = text
  }

  #soon() {
    window.clearTimeout(this.timer)
    this.timer = window.setTimeout(() => this.#ask(), PAUSE)
  }

  async #ask() {
    const q = this.input.value.trim()
    if (!q) return this.#close()
    const asked = ++this.asked
    const choices = await this.find(q)
    if (asked !== this.asked || document.activeElement !== this.input) return
    this.options = choices.map((choice, i) => ({ choice, option: this.#option(choice, i) }))
    this.list.replaceChildren(...this.options.map(({ option }) => option))
    this.#mark(-1)
    this.list.hidden = choices.length === 0
    this.input.setAttribute('aria-expanded', String(choices.length > 0))
    this.status.textContent =
      choices.length === 0
        ? gettext('Aucun résultat')
        : ngettext('%(n)s suggestion', '%(n)s suggestions', choices.length)
  }

  /** @param {Choice} choice @param {number} i */
  #option({ label, detail, lang }, i) {
    const option = document.createElement('div')
    option.id = `${this.input.id}-${i}`
    option.className = 'combobox-option'
    option.setAttribute('role', 'option')
    option.setAttribute('aria-selected', 'false')
    const name = document.createElement('span')
    name.textContent = label
    name.dir = 'auto'
    if (lang) name.lang = lang
    option.append(name)
    if (detail) {
      const more = document.createElement('small')
      more.textContent = detail
      more.dir = 'auto'
      option.append(more)
    }
    return option
  }

  /** @param {number} at */
  #mark(at) {
    this.at = at
    this.options.forEach(({ option }, i) => {
      option.setAttribute('aria-selected', String(i === at))
    })
    const active = this.options[at]?.option
    active?.scrollIntoView({ block: 'nearest' })
    if (active) this.input.setAttribute('aria-activedescendant', active.id)
    else this.input.removeAttribute('aria-activedescendant')
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.isComposing) return
    if (event.key === 'Enter') event.preventDefault()
    if (this.list.hidden) {
      if (event.key === 'ArrowDown') this.#ask()
      return
    }
    const next = optionOfKey(event.key, this.at, this.options.length)
    if (next !== null) {
      event.preventDefault()
      this.#mark(next)
    } else if (event.key === 'Escape') {
      event.preventDefault()
      this.#close()
    } else if (event.key === 'Enter') {
      const found = this.options[this.at] ?? (this.options.length === 1 ? this.options[0] : null)
      if (found) this.#choose(found.choice)
    }
  }

  /** @param {Choice} choice */
  #choose(choice) {
    this.shown = choice.label
    this.input.value = choice.label
    this.#close()
    this.tell(choice)
  }

  #leave() {
    this.#close()
    if (this.input.value.trim() === '' && this.shown !== '') {
      this.shown = ''
      this.tell(null)
    } else this.input.value = this.shown
  }

  #close() {
    window.clearTimeout(this.timer)
    this.asked += 1
    this.options = []
    this.list.hidden = true
    this.input.setAttribute('aria-expanded', 'false')
    this.input.removeAttribute('aria-activedescendant')
    this.status.textContent = ''
  }
}
