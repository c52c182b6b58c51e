import { gettext } from '../../core/i18n.js'
import { call, get } from '../api.js'
import { Composer } from './composer.js'
import { ref } from './dom.js'
import { threadElement } from './view.js'

/** The threads of one subject, as the API gives them. */
export class Discussion {
  /** @param {HTMLElement} panel */
  constructor(panel) {
    this.api = panel.dataset.thread ?? ''
    this.list = ref('threads', panel)
    this.empty = ref('thread-empty', panel)
    this.problem = ref('thread-problem', panel)
    this.status = ref('thread-status', panel)
    this.more = /** @type {HTMLButtonElement} */ (ref('thread-more', panel))
    /** @type {string | null} */
    this.cursor = null
    this.more.addEventListener('click', () => this.load())
    const composer = new Composer({
      api: this.api,
      label: gettext('Nouveau message'),
      sent: (thread) => this.#show(thread, gettext('Message envoyé.')),
    })
    ref('thread-composer', panel).replaceChildren(composer.root)
  }

  /** The next page; all of them until the message that the address names. */
  async load() {
    const wanted = window.location.hash.slice(1)
    do {
      const cursor = this.cursor ? `?cursor=${encodeURIComponent(this.cursor)}` : ''
      const [page, problem] = await get(`${this.api}${cursor}`)
      if (problem) return this.#fail(problem.detail)
      this.list.append(...page.items.map((/** @type {any} */ thread) => this.#element(thread)))
      this.cursor = page.next
      this.more.hidden = !page.next
    } while (this.cursor && wanted.startsWith('comment-') && !document.getElementById(wanted))
    this.list.setAttribute('aria-busy', 'false')
    this.empty.hidden = this.list.childElementCount > 0
    this.#goTo(wanted)
  }

  /** @param {string} wanted */
  #goTo(wanted) {
    const target = wanted.startsWith('comment-') && document.getElementById(wanted)
    if (!target) return
    const folded = target.closest('details')
    if (folded) folded.open = true
    target.classList.add('is-target')
    target.tabIndex = -1
    target.focus({ preventScroll: true })
    target.scrollIntoView({ block: 'center' })
  }

  /** @param {any} thread */
  #element(thread) {
    return threadElement(thread, {
      reply: (place, opener) => this.#openReply(thread.id, place, opener),
      resolve: () => this.#act('POST', `${thread.id}/resolve`, gettext('Discussion close.')),
      reopen: () => this.#act('POST', `${thread.id}/unresolve`, gettext('Discussion rouverte.')),
      erase: (id) => this.#erase(id, thread),
    })
  }

  /** @param {string} parent @param {HTMLElement} place @param {HTMLElement} opener */
  #openReply(parent, place, opener) {
    const composer = new Composer({
      api: this.api,
      label: gettext('Votre réponse'),
      parent,
      sent: (thread) => this.#show(thread, gettext('Message envoyé.')),
      cancel: () => {
        place.replaceChildren()
        opener.focus()
      },
    })
    place.replaceChildren(composer.root)
    composer.focus()
  }

  /** @param {any} thread @param {string} told */
  #show(thread, told) {
    const element = this.#element(thread)
    const known = document.getElementById(`thread-${thread.id}`)
    const folded = element.querySelector('details')
    if (folded) folded.open = known?.querySelector('details')?.open ?? false
    if (known) known.replaceWith(element)
    else this.list.append(element)
    this.empty.hidden = true
    this.#fail('')
    this.status.textContent = told
    const last = thread.replies.at(-1) ?? thread
    const shown = document.getElementById(`comment-${last.id}`)
    if (shown && !shown.closest('details:not([open])')) {
      shown.tabIndex = -1
      shown.focus({ preventScroll: true })
      shown.scrollIntoView({ block: 'nearest' })
    }
  }

  /** @param {string} method @param {string} path @param {string} told */
  async #act(method, path, told) {
    const [thread, problem] = await call(method, `/api/v1/comments/${path}`)
    if (problem) this.#fail(problem.detail)
    else this.#show(thread, told)
  }

  /** @param {string} id @param {any} thread */
  async #erase(id, thread) {
    const question = gettext('Effacer ce message ? Son texte sera perdu pour tous.')
    if (!window.confirm(question)) return
    const [, problem] = await call('DELETE', `/api/v1/comments/${id}`)
    if (problem) return this.#fail(problem.detail)
    const gone = { body: null, mentions: [], mine: false, deleted_at: new Date().toISOString() }
    const replies = thread.replies.map((/** @type {any} */ reply) =>
      reply.id === id ? { ...reply, ...gone } : reply,
    )
    const first = thread.id === id ? gone : {}
    this.#show({ ...thread, ...first, replies }, gettext('Message effacé.'))
  }

  /** @param {string} text */
  #fail(text) {
    this.problem.textContent = text
    this.problem.hidden = !text
  }
}
