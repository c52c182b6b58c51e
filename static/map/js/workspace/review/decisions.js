import { gettext } from '../../core/i18n.js'
import { call } from '../api.js'
import { advice } from '../editor/advice.js'
import { make } from '../thread/dom.js'
import { readInputs, reasonField, showInputs } from './value_form.js'

/** @typedef {import('./page.js').ReviewPage} ReviewPage */

/** @param {HTMLElement} card @param {string} name */
function part(card, name) {
  return /** @type {HTMLElement} */ (card.querySelector(`[data-ref="${name}"]`))
}

/** @param {HTMLElement} card @param {string} detail */
function complain(card, detail) {
  const line = part(card, 'change-problem')
  line.textContent = detail
  line.hidden = false
}

/** Sends one decision, and shows what the server made of it.
 * @param {ReviewPage} page @param {HTMLElement} card @param {Record<string, any>} decision */
async function decide(page, card, decision) {
  const id = card.dataset.change
  const change = page.change(card)
  // The reviewer saw this live value: the server knows then that a move is no surprise.
  const body = { ...decision, live: change.live }
  const { version } = page
  const [, problem] = await call('PUT', `${page.data.urls.api}/changes/${id}/decision`, {
    body,
    version,
  })
  const present = () => /** @type {HTMLElement} */ (document.getElementById(`change-${id}`) ?? card)
  if (problem?.kind === 'stale' || problem?.kind === 'conflict') {
    await page.refresh()
    complain(
      present(),
      gettext('Cela a changé entre-temps : regardez la valeur actuelle, puis décidez de nouveau.'),
    )
    return present().focus()
  }
  if (problem) {
    const details = [...new Set(problem.errors.map(advice))].join(' ')
    return complain(present(), details || problem.detail)
  }
  await page.refresh()
  present().focus({ preventScroll: true })
}

/** Opens the form of a card: to correct the value, or to say why it is refused.
 * @param {ReviewPage} page @param {HTMLElement} card @param {'edit' | 'reject'} purpose */
export function openForm(page, card, purpose) {
  const form = /** @type {HTMLFormElement} */ (part(card, 'form'))
  if (!form.hidden && form.dataset.purpose === purpose) return closeForm(card)
  const change = page.change(card)
  form.dataset.purpose = purpose
  if (purpose === 'edit') {
    const proposed = card.querySelector('.compared-proposed [lang]')
    const name = card.querySelector('h3')?.textContent ?? ''
    const language =
      form.dataset.editor === 'text' ? (proposed?.getAttribute('lang') ?? 'fr') : null
    const value = change.accepted ?? change.proposed
    showInputs(form, value, name, page.data.members, language)
  } else form.replaceChildren(reasonField())
  const send = purpose === 'edit' ? gettext('Accepter cette version') : gettext('Refuser')
  form.append(
    make(
      'div',
      { className: 'actions' },
      make('button', { type: 'submit', className: 'button is-primary', textContent: send }),
      Object.assign(make('button', { type: 'button', className: 'button' }, gettext('Annuler')), {
        onclick: () => closeForm(card),
      }),
    ),
  )
  form.hidden = false
  form.onsubmit = (event) => {
    event.preventDefault()
    sendForm(page, card, form, purpose)
  }
  form.onkeydown = (event) => {
    if (event.key === 'Escape') closeForm(card)
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit()
    else return
    event.preventDefault()
  }
  setExpanded(card, purpose)
  const first = form.querySelector('.input')
  if (first instanceof HTMLElement) first.focus()
}

/** @param {ReviewPage} page @param {HTMLElement} card @param {HTMLFormElement} form
 * @param {'edit' | 'reject'} purpose */
function sendForm(page, card, form, purpose) {
  if (purpose === 'edit') {
    return decide(page, card, {
      decision: 'accepted',
      value: readInputs(form, page.change(card).proposed),
    })
  }
  const { value } = /** @type {HTMLTextAreaElement} */ (part(form, 'reason'))
  if (value.trim()) return decide(page, card, { decision: 'rejected', reason: value })
  complain(card, gettext('Dites à l’auteur pourquoi.'))
}

/** @param {HTMLElement} card */
function closeForm(card) {
  const form = part(card, 'form')
  const purpose = form.dataset.purpose
  form.hidden = true
  setExpanded(card, '')
  const opener = card.querySelector(`[data-decide="${purpose}"]`)
  if (opener instanceof HTMLElement) opener.focus()
}

/** @param {HTMLElement} card @param {string} purpose */
function setExpanded(card, purpose) {
  for (const opener of card.querySelectorAll('[data-decide][aria-expanded]')) {
    const { decide: name } = /** @type {HTMLElement} */ (opener).dataset
    opener.setAttribute('aria-expanded', String(name === purpose))
  }
}

/** @param {ReviewPage} page @param {HTMLElement} card @param {string} name */
export function act(page, card, name) {
  part(card, 'change-problem').hidden = true
  if (name === 'accepted') return decide(page, card, { decision: 'accepted' })
  if (name === 'undo') return decide(page, card, { decision: null })
  openForm(page, card, name === 'edit' ? 'edit' : 'reject')
}
