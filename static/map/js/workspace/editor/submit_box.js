import { gettext, ngettext } from '../../core/i18n.js'
import { ref } from '../../ui/dom.js'
import { call } from '../api.js'
import { readingDirection } from '../direction.js'
import { advice } from './advice.js'
import { make, makeButton } from './field_foot.js'
import { parsePath, pathOfPointer } from './paths.js'

/** @typedef {import('./context.js').Context} Context */

/** What is about to be sent: its faults, projects that it resembles, each change, and the button. */
export class SubmitBox {
  /** @param {ParentNode} page @param {Context} context @param {(path: string) => void} goTo */
  constructor(page, context, goTo) {
    this.context = context
    this.goTo = goTo
    this.faults = ref(page, 'faults', HTMLElement)
    this.duplicates = ref(page, 'duplicates', HTMLElement)
    this.changes = ref(page, 'changes', HTMLElement)
    this.note = ref(page, 'note', HTMLTextAreaElement)
    this.problem = ref(page, 'submit-problem', HTMLElement)
    this.button = ref(page, 'submit', HTMLButtonElement)
    this.tried = false
    this.note.addEventListener('input', () => context.draft.setNote(this.note.value))
    this.button.addEventListener('click', () => this.submit())
    const onBehalf = page.querySelector('[data-ref="on-behalf"]')
    onBehalf?.addEventListener('change', () => {
      this.#changeOrganisation(/** @type {HTMLSelectElement} */ (onBehalf).value)
    })
    context.draft.addEventListener('change', () => this.render())
    context.checker.addEventListener('checked', () => this.render())
  }

  fillNote() {
    this.note.value = this.context.draft.note ?? ''
  }

  get errors() {
    const { checker, draft, wording } = this.context
    const found = (checker.check?.errors ?? []).map(({ path, pointer, detail }) => ({
      path: path ?? pathOfPointer(pointer),
      detail,
      pointer,
    }))
    const refused = Object.entries(draft.refused).map(([path, detail]) => ({
      path,
      detail,
      pointer: '',
    }))
    return [...refused, ...found].map(({ path, detail, pointer }) => ({
      path,
      text: `${wording.path(path, draft.value(path) ?? draft.was(path))} : ${advice({ detail, pointer })}`,
    }))
  }

  render() {
    this.#renderChanges()
    this.#renderDuplicates()
    if (this.tried) this.#renderFaults()
  }

  #renderFaults() {
    const { errors } = this
    this.faults.hidden = errors.length === 0
    if (errors.length === 0) return
    const list = document.createElement('ul')
    for (const { path, text } of errors) {
      const item = document.createElement('li')
      item.append(makeButton('link-button', text, () => this.goTo(path)))
      list.append(item)
    }
    const title = ngettext(
      '%(n)s point à corriger avant l’envoi',
      '%(n)s points à corriger avant l’envoi',
      errors.length,
    )
    this.faults.replaceChildren(make('p', 'notice-title', title), list)
  }

  #renderDuplicates() {
    const { checker, draft, page } = this.context
    const found = draft.submission?.project ? [] : (checker.check?.duplicates ?? [])
    this.duplicates.hidden = found.length === 0
    const list = document.createElement('ul')
    for (const { slug, title, reasons } of found) {
      const item = document.createElement('li')
      const link = /** @type {HTMLAnchorElement} */ (make('a', '', title))
      Object.assign(link, {
        href: page.urls.project.replace('{slug}', slug),
        target: '_blank',
        rel: 'noopener',
        dir: readingDirection(title),
      })
      item.append(link, make('span', 'hint', reasons.length ? ` – ${reasons.join(' · ')}` : ''))
      list.append(item)
    }
    const text = gettext(
      'Ces projets du catalogue ressemblent au vôtre. Si c’est l’un d’eux, proposez plutôt une modification de sa fiche.',
    )
    this.duplicates.replaceChildren(make('p', '', text), list)
  }

  #renderChanges() {
    const { draft } = this.context
    const paths = draft.changedPaths()
    this.button.disabled = paths.length === 0
    if (paths.length === 0) {
      const none = gettext(
        'Aucune modification pour l’instant. Corrigez un champ : tout s’enregistre de soi-même.',
      )
      return this.changes.replaceChildren(make('p', 'empty', none))
    }
    const list = make('ul', 'changes-list')
    for (const path of paths) list.append(this.#change(path))
    this.changes.replaceChildren(list)
  }

  /** @param {string} path */
  #change(path) {
    const { draft, wording } = this.context
    const [was, is] = [draft.was(path), draft.value(path)]
    const item = make('li', 'change-line')
    const name = makeButton('link-button', wording.path(path, is ?? was), () => this.goTo(path))
    const values = make('p', 'change-values')
    const isCode = was === true || is === true
    if (isCode) values.textContent = is === null ? gettext('retiré') : gettext('ajouté')
    else {
      const [before, after] = [
        make('del', '', wording.value(path, was)),
        make('ins', '', wording.value(path, is)),
      ]
      for (const part of [before, after]) part.dir = readingDirection(part.textContent ?? '')
      values.append(...(was === null ? [] : [before, ' ']), ...(is === null ? [] : [after]))
    }
    item.append(name, values)
    const source = draft.source(path)
    const note = source
      ? gettext('Source : %(source)s', { source: source.title ?? source.url ?? '' })
      : gettext('sans source')
    item.append(make('p', 'hint', note))
    return item
  }

  /** @param {string} text */
  #tell(text) {
    this.problem.textContent = text
    this.problem.hidden = !text
  }

  /** @param {string} slug */
  async #changeOrganisation(slug) {
    const { saver, draft, page } = this.context
    await saver.now()
    const [, problem] = await call('PATCH', page.urls.api, {
      body: { organisation: slug || null },
      version: draft.version,
      stay: true,
    })
    this.#tell(problem ? problem.detail : '')
    await saver.load()
  }

  async submit() {
    const { saver, checker, draft, page } = this.context
    this.#tell('')
    this.button.disabled = true
    const kept = await saver.now()
    await checker.ask()
    this.tried = true
    this.#renderFaults()
    if (!kept) {
      this.#tell(
        gettext('Tout n’est pas encore enregistré : voyez en haut de la page ce qui l’empêche.'),
      )
    } else if (this.errors.length > 0) this.faults.focus()
    else {
      const [, problem] = await call('POST', `${page.urls.api}/submit`, {
        body: {},
        version: draft.version,
        stay: true,
      })
      if (!problem) return window.location.assign(`${page.urls.view}?sent=1`)
      if (problem.kind === 'stale') await saver.load()
      this.#tell(problem.errors[0] ? advice(problem.errors[0]) : problem.detail)
    }
    this.button.disabled = draft.changedPaths().length === 0
  }
}

/** Where on the page a path is edited. @param {ParentNode} page @param {string} path */
export function findField(page, path) {
  const { field } = parsePath(path)
  const quoted = CSS.escape(path)
  return (
    page.querySelector(`[data-path="${quoted}"]`) ??
    page.querySelector(
      `[data-codes="${field}"], [data-items="${field}"], [data-path="${field}.fr"]`,
    )
  )
}
