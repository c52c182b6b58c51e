import { gettext } from '../../core/i18n.js'
import { ref } from '../../ui/dom.js'
import { readingDirection } from '../direction.js'
import { advice } from './advice.js'

/** @typedef {import('./context.js').Context} Context */

/** @param {string} tag @param {string} className @param {string} [text] */
export function make(tag, className, text = '') {
  const element = document.createElement(tag)
  element.className = className
  element.textContent = text
  return element
}

/** @param {string} className @param {string} text @param {() => void} act */
export function makeButton(className, text, act) {
  const button = /** @type {HTMLButtonElement} */ (make('button', className, text))
  button.type = 'button'
  button.addEventListener('click', act)
  return button
}

let number = 0

/** What stands under a field: its faults, a value that someone else typed meanwhile, what it said
 * before with a way back, and the source of the change. */
export class FieldFoot {
  /** @param {HTMLElement} root @param {Context} context @param {() => string[]} paths */
  constructor(root, context, paths) {
    this.root = root
    this.foot = ref(root, 'foot', HTMLElement)
    this.context = context
    this.paths = paths
    this.foot.id = `foot-${++number}`
    this.shown = ''
    context.feet.add(this)
  }

  remove() {
    this.context.feet.delete(this)
  }

  get changed() {
    return this.paths().filter((path) => this.context.draft.isChanged(path))
  }

  get errors() {
    const { checker, draft } = this.context
    return this.paths().flatMap((path) => {
      const refused = draft.refused[path]
      return (refused ? [{ detail: refused }] : checker.errors(path)).map(advice)
    })
  }

  render() {
    const { draft, wording } = this.context
    const { changed, errors } = this
    const collided = this.paths().filter((path) => path in draft.collisions)
    const state = JSON.stringify([
      errors,
      changed.map((path) => [path, draft.source(path)]),
      collided.map((path) => draft.collisions[path].theirs),
      wording.organisations.size,
    ])
    if (state === this.shown) return
    this.shown = state
    const focused = this.foot.contains(document.activeElement)
    this.root.classList.toggle('is-changed', changed.length > 0)
    this.root.classList.toggle('has-error', errors.length > 0)
    this.foot.replaceChildren(
      ...[...new Set(errors)].map((error) => make('p', 'field-problem', error)),
      ...collided.map((path) => this.collision(path)),
      ...this.former(changed),
    )
    this.#describe(errors.length > 0)
    if (focused) this.control?.focus()
  }

  /** @returns {HTMLElement | null} */
  get control() {
    return this.root.querySelector('.input, input')
  }

  /** @param {boolean} faulty */
  #describe(faulty) {
    const { control } = this
    if (!control || control.closest('[data-ref="foot"]')) return
    const others = (control.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .filter((id) => id && id !== this.foot.id)
    const ids = this.foot.childElementCount ? [...others, this.foot.id] : others
    if (ids.length) control.setAttribute('aria-describedby', ids.join(' '))
    else control.removeAttribute('aria-describedby')
    if (faulty) control.setAttribute('aria-invalid', 'true')
    else control.removeAttribute('aria-invalid')
  }

  /** @param {string} path */
  collision(path) {
    const { draft, wording } = this.context
    const { theirs } = draft.collisions[path]
    const box = make('div', 'collision notice is-warning')
    const text = make(
      'p',
      '',
      gettext('Quelqu’un d’autre a modifié ce champ en même temps. Sa version :'),
    )
    const value = make('blockquote', '', wording.value(path, theirs))
    value.dir = readingDirection(value.textContent ?? '')
    const actions = make('div', 'actions')
    actions.append(
      makeButton('button', gettext('Garder la mienne'), () => draft.settle(path, 'mine')),
      makeButton('button', gettext('Prendre la sienne'), () => draft.settle(path, 'theirs')),
    )
    box.append(text, value, actions)
    return box
  }

  /** @param {string[]} changed */
  former(changed) {
    if (changed.length === 0) return []
    const { draft, wording } = this.context
    const line = make('p', 'former')
    if (changed.length === 1 && this.paths().length === 1) {
      const was = make('span', 'former-value', wording.value(changed[0], draft.was(changed[0])))
      was.dir = readingDirection(was.textContent ?? '')
      line.append(make('span', 'former-label', gettext('Avant :')), ' ', was)
    } else {
      const names = changed.map((path) => {
        const sign = draft.value(path) === null ? '−' : '+'
        return `${sign} ${wording.value(path, true)}`
      })
      line.append(make('span', 'former-label', gettext('Modifié :')), ' ', names.join(' · '))
    }
    line.append(
      makeButton('link-button', gettext('Rétablir'), () => {
        for (const path of changed) draft.undo(path)
        this.control?.focus()
      }),
      this.sourceButton(changed),
    )
    return [line]
  }

  /** @param {string[]} changed */
  sourceButton(changed) {
    const { draft, sourceDialog } = this.context
    const source = draft.source(changed[0])
    const text = source
      ? gettext('Source : %(source)s', { source: source.title ?? source.url ?? '' })
      : gettext('Ajouter une source')
    const button = makeButton('link-button', text, () => sourceDialog.open(changed))
    button.dir = 'auto'
    if (source) button.classList.add('has-source')
    return button
  }
}
