import { gettext } from '../../core/i18n.js'
import { ref } from '../../ui/dom.js'
import { fillMember, memberControls, memberName } from './members.js'
import { tidy } from './plain_fields.js'

/** @typedef {import('./draft.js').Draft} Draft */
/** @typedef {import('./types.js').ChangeSource} ChangeSource */

/** @param {string} url */
function isAddress(url) {
  return /^https?:\/\/[^\s/]+\S*$/.test(url)
}

/** Where the new value of one or several paths comes from. */
export class SourceDialog {
  /** @param {ParentNode} page @param {Draft} draft @param {import('./wording.js').Wording} wording */
  constructor(page, draft, wording) {
    this.draft = draft
    this.wording = wording
    this.dialog = ref(page, 'source-dialog', HTMLDialogElement)
    this.form = ref(this.dialog, 'source-form', HTMLFormElement)
    this.problem = ref(this.dialog, 'source-problem', HTMLElement)
    this.of = ref(this.dialog, 'source-of', HTMLElement)
    /** @type {string[]} */
    this.paths = []
    /** @type {ChangeSource | null} the last one kept: the next change often has the same */
    this.last = null
    /** @type {Element | null} the field that it was opened from */
    this.opener = null
    this.form.addEventListener('submit', (event) => this.#keep(event))
    ref(this.dialog, 'source-cancel', HTMLElement).addEventListener('click', () => this.close())
    ref(this.dialog, 'source-remove', HTMLElement).addEventListener('click', () => {
      for (const path of this.paths) this.draft.setSource(path, null)
      this.close()
    })
  }

  /** @param {string[]} paths */
  open(paths) {
    this.paths = paths
    const given = this.draft.source(paths[0])
    const today = new Date().toISOString().slice(0, 10)
    const shown = given ?? {
      url: null,
      title: null,
      evidence: null,
      ...this.last,
      accessed_at: today,
    }
    for (const control of memberControls(this.form)) fillMember(control, shown)
    this.of.textContent = paths
      .map((path) => this.wording.path(path, this.draft.value(path) ?? this.draft.was(path)))
      .join(' · ')
    ref(this.dialog, 'source-remove', HTMLElement).hidden = given === null
    this.problem.hidden = true
    this.opener = document.activeElement?.closest('.field, .item') ?? null
    this.dialog.showModal()
  }

  close() {
    this.dialog.close()
    // What was under the field is drawn anew by now.
    const button = this.opener?.querySelector('.former button:last-of-type')
    if (button instanceof HTMLElement) button.focus()
  }

  /** @param {Event} event */
  #keep(event) {
    event.preventDefault()
    const typed = Object.fromEntries(
      memberControls(this.form).map((control) => [memberName(control), tidy(control.value)]),
    )
    const source = /** @type {ChangeSource} */ (/** @type {unknown} */ (typed))
    if (!source.url && !source.title) {
      return this.#refuse(gettext('Donnez l’adresse de la source, ou son titre.'))
    }
    if (source.url && !isAddress(source.url)) {
      return this.#refuse(gettext('Écrivez l’adresse entière, qui commence par https://.'))
    }
    this.last = { ...source, evidence: null }
    for (const path of this.paths) this.draft.setSource(path, source)
    this.close()
  }

  /** @param {string} text */
  #refuse(text) {
    this.problem.textContent = text
    this.problem.hidden = false
    const first = /** @type {HTMLElement | null} */ (this.form.querySelector('.input'))
    first?.focus()
  }
}
