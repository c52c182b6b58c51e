import { gettext } from '../../core/i18n.js'
import { cloneTemplate, ref } from '../../ui/dom.js'
import { setDirectedText } from '../direction.js'
import { FieldFoot, make, makeButton } from './field_foot.js'

/** @typedef {import('./context.js').Context} Context */
/** @typedef {{fill: (item: any) => void, opened?: () => void}} Card */
/** @typedef {(body: HTMLElement, item: {read: () => any, write: (item: any) => void}, context: Context) => Card} CardMaker */

/** A list of items of one field, each a path of its own: folded to one line until it is edited. */
export class ItemList {
  /** @param {HTMLElement} root @param {Context} context
   * @param {{template: string, blank: (id: string) => any, makeCard: CardMaker}} options */
  constructor(root, context, options) {
    this.field = /** @type {string} */ (root.dataset.items)
    this.context = context
    this.options = options
    this.list = ref(root, 'list', HTMLUListElement)
    this.empty = root.querySelector('[data-ref="empty"]')
    this.heading = /** @type {HTMLElement} */ (root.querySelector('h3'))
    /** @type {Map<string, ItemCard>} */
    this.cards = new Map()
    ref(root, 'add', HTMLButtonElement).addEventListener('click', () => this.add())
  }

  paths() {
    return this.context.draft.paths(this.field)
  }

  fill() {
    const known = this.paths()
    for (const [path, card] of this.cards) {
      if (!known.includes(path) && !card.isNew) this.#drop(path, card)
    }
    for (const path of known) {
      if (this.context.draft.value(path) === null && this.context.draft.was(path) === null) {
        const card = this.cards.get(path)
        if (card && !card.isNew) this.#drop(path, card)
      } else if (!this.cards.has(path)) this.#make(path)
      this.cards.get(path)?.fill()
    }
    this.#count()
  }

  add() {
    const path = `${this.field}[${crypto.randomUUID()}]`
    const card = this.#make(path)
    card.isNew = true
    card.fill()
    card.open()
    this.#count()
  }

  /** @param {string} path */
  #make(path) {
    const card = new ItemCard(path, this)
    this.cards.set(path, card)
    this.list.append(card.root)
    return card
  }

  /** @param {string} path @param {ItemCard} card */
  #drop(path, card) {
    card.foot.remove()
    card.root.remove()
    this.cards.delete(path)
  }

  /** A card that was only added here leaves no trace. @param {string} path */
  discard(path) {
    const card = this.cards.get(path)
    if (card) this.#drop(path, card)
    this.heading.focus()
    this.#count()
  }

  #count() {
    if (this.empty instanceof HTMLElement) this.empty.hidden = this.cards.size > 0
  }
}

class ItemCard {
  /** @param {string} path @param {ItemList} list */
  constructor(path, list) {
    const { context, options } = list
    this.path = path
    this.list = list
    this.context = context
    this.isNew = false
    this.root = cloneTemplate(options.template)
    this.root.dataset.path = path
    const body = make('div', 'item-body')
    body.append(...this.root.childNodes)
    this.details = document.createElement('details')
    this.summary = document.createElement('summary')
    this.title = make('span', 'item-title')
    this.summary.append(this.title, make('span', 'item-edit', gettext('Modifier')))
    this.details.append(this.summary, body)
    const foot = ref(body, 'foot', HTMLElement)
    this.root.append(this.details, foot)
    body.append(makeButton('button is-danger', gettext('Retirer'), () => this.withdraw()))
    this.card = options.makeCard(
      body,
      { read: () => this.read(), write: (item) => this.write(item) },
      context,
    )
    this.foot = new FieldFoot(this.root, context, () => [path])
    this.details.addEventListener('toggle', () => {
      if (this.details.open) this.card.opened?.()
    })
  }

  read() {
    const id = this.path.slice(this.list.field.length + 1, -1)
    return this.context.draft.value(this.path) ?? this.list.options.blank(id)
  }

  /** @param {any} item */
  write(item) {
    this.context.draft.set(this.path, item)
    this.name()
  }

  name() {
    const { draft, wording } = this.context
    const value = draft.value(this.path)
    const text = wording.item(this.list.field, value ?? this.read())
    setDirectedText(this.title, text || gettext('À remplir'))
  }

  fill() {
    const { draft } = this.context
    const removed = draft.value(this.path) === null && !this.isNew
    if (removed) this.details.open = false
    this.root.classList.toggle('is-removed', removed)
    this.details.inert = removed
    this.name()
    if (removed)
      setDirectedText(this.title, this.context.wording.item(this.list.field, draft.was(this.path)))
    else this.card.fill(this.read())
  }

  open() {
    this.details.open = true
    const first = /** @type {HTMLElement | null} */ (this.details.querySelector('.input'))
    first?.focus()
  }

  withdraw() {
    const { draft, speak } = this.context
    speak(gettext('Retiré : %(item)s', { item: this.title.textContent ?? '' }))
    const added = draft.was(this.path) === null
    if (draft.value(this.path) !== null) draft.set(this.path, null)
    if (added) return this.list.discard(this.path)
    this.fill()
    const undo = /** @type {HTMLElement | null} */ (this.root.querySelector('.former button'))
    undo?.focus()
  }
}
