import { gettext } from '../../core/i18n.js'
import { call, get, newKey } from '../api.js'
import { Combobox } from '../combobox.js'
import { button, make } from './dom.js'

/** @typedef {{id: string, name: string}} Person */

const LONGEST = 8000
let number = 0

/** Where a message is written: its text, and who is to be told. What could not be sent stays. */
export class Composer {
  /** @param {{
   *   api: string, label: string, parent?: string | null, sent: (thread: any) => void,
   *   cancel?: () => void,
   * }} options */
  constructor({ api, label, parent = null, sent, cancel }) {
    this.api = api
    this.parent = parent
    this.sent = sent
    this.key = newKey()
    this.busy = false
    /** @type {Person[]} */
    this.told = []
    /** @type {Person[]} */
    this.found = []
    const id = `composer-${++number}`
    this.text = /** @type {HTMLTextAreaElement} */ (
      make('textarea', { id, className: 'input', maxLength: LONGEST, dir: 'auto', rows: 3 })
    )
    this.problem = make('p', { className: 'field-problem', hidden: true, id: `${id}-problem` })
    this.problem.setAttribute('role', 'alert')
    this.people = make('ul', { className: 'told', hidden: true })
    this.picker = make('div', { className: 'combobox' })
    this.send = make('button', { className: 'button is-primary', textContent: gettext('Envoyer') })
    const tell = gettext('Prévenir quelqu’un')
    this.box = new Combobox(this.picker, {
      id: `${id}-told`,
      label: tell,
      find: (q) => this.#find(q),
      choose: (choice) => this.#tell(choice?.value),
    })
    this.box.input.placeholder = gettext('Un nom')
    this.root = this.#build(id, label, tell, cancel)
  }

  /** @param {string} id @param {string} label @param {string} tell @param {() => void} [cancel] */
  #build(id, label, tell, cancel) {
    const { text, problem, people, picker, send } = this
    text.setAttribute('aria-describedby', problem.id)
    const actions = make('div', { className: 'actions' }, send)
    if (cancel) actions.append(button(gettext('Annuler'), cancel, 'button'))
    const form = make(
      'form',
      { className: 'composer', noValidate: true },
      make('div', { className: 'field' }, make('label', { htmlFor: id, textContent: label }), text),
      make(
        'div',
        { className: 'field' },
        make('label', { htmlFor: `${id}-told`, textContent: tell }),
        picker,
        people,
      ),
      problem,
      actions,
    )
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      this.#post()
    })
    text.addEventListener('keydown', ({ key, ctrlKey, metaKey }) => {
      if (key === 'Enter' && (ctrlKey || metaKey)) this.#post()
    })
    return form
  }

  focus() {
    this.text.focus()
  }

  /** @param {string} q */
  async #find(q) {
    const [answer] = await get(`${this.api}/mentionable?q=${encodeURIComponent(q.slice(0, 100))}`)
    const known = new Set(this.told.map(({ id }) => id))
    this.found = (answer?.items ?? []).filter((/** @type {Person} */ { id }) => !known.has(id))
    return this.found.map(({ id, name }) => ({ value: id, label: name }))
  }

  /** @param {string | undefined} id */
  #tell(id) {
    const chosen = this.found.find((one) => one.id === id)
    if (!chosen) return
    this.told.push(chosen)
    this.#showTold()
    this.box.show('')
    this.box.input.value = ''
  }

  #showTold() {
    this.people.hidden = this.told.length === 0
    this.people.replaceChildren(
      ...this.told.map((one) => {
        const remove = button('×', () => {
          this.told = this.told.filter(({ id }) => id !== one.id)
          this.#showTold()
          this.box.input.focus()
        })
        remove.setAttribute('aria-label', gettext('Ne pas prévenir %(name)s', { name: one.name }))
        return make('li', {}, make('bdi', { textContent: one.name }), remove)
      }),
    )
  }

  async #post() {
    if (this.busy) return
    if (!this.text.value.trim()) return this.#fail(gettext('Écrivez votre message.'))
    this.#setBusy(true)
    const mentions = this.told.map(({ id }) => id)
    const body = { body: this.text.value, parent: this.parent, mentions }
    const [thread, problem] = await call('POST', this.api, { body, key: this.key, stay: true })
    this.#setBusy(false)
    if (problem) {
      // Another text is another creation; the same one, sent again, is not written twice.
      if (problem.kind === 'invalid') this.key = newKey()
      const unknown = gettext('Ce message n’a pas pu être envoyé. Rechargez la page.')
      const told = ['network', 'signed_out', 'server'].includes(problem.kind)
      return this.#fail(told ? problem.detail : unknown)
    }
    this.text.value = ''
    this.told = []
    this.#showTold()
    this.#fail('')
    this.key = newKey()
    this.sent(thread)
  }

  /** @param {boolean} busy */
  #setBusy(busy) {
    this.busy = busy
    this.text.readOnly = busy
    this.send.setAttribute('aria-disabled', String(busy))
  }

  /** @param {string} text */
  #fail(text) {
    this.problem.textContent = text
    this.problem.hidden = !text
    if (text) this.text.focus()
  }
}
