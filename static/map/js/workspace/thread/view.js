import { gettext, ngettext } from '../../core/i18n.js'
import { button, make, moment, person } from './dom.js'

/**
 * @typedef {{
 *   reply: (place: HTMLElement, opener: HTMLElement) => void, resolve: () => void, reopen: () => void,
 *   erase: (id: string) => void,
 * }} Acts
 */

/** @param {any} comment @param {Acts} acts */
function commentElement(comment, acts) {
  const head = make('header', { className: 'comment-head' })
  head.append(person(comment.author.name), moment(comment.created_at))
  const article = make('article', { className: 'comment', id: `comment-${comment.id}` }, head)
  if (comment.body === null) {
    const text = gettext('Message effacé par son auteur.')
    article.append(make('p', { className: 'comment-erased', textContent: text }))
    return article
  }
  const lines = { className: 'comment-body', dir: 'auto', textContent: comment.body }
  article.append(make('p', lines))
  if (comment.mentions.length > 0) {
    const told = make('p', { className: 'comment-told' }, gettext('Pour :'), ' ')
    comment.mentions.forEach((/** @type {any} */ one, /** @type {number} */ i) => {
      told.append(i > 0 ? gettext(', ') : '', person(one.name))
    })
    article.append(told)
  }
  if (comment.mine) {
    const actions = make('p', { className: 'comment-actions' })
    actions.append(button(gettext('Effacer'), () => acts.erase(comment.id)))
    article.append(actions)
  }
  return article
}

/** @param {any} thread @param {Acts} acts */
function openThread(thread, acts) {
  const place = make('div', { className: 'reply-place' })
  /** @type {HTMLElement} */
  const reply = button(gettext('Répondre'), () => acts.reply(place, reply), 'button')
  const close = thread.resolved_at
    ? button(gettext('Rouvrir la discussion'), acts.reopen, 'button')
    : button(gettext('Clore la discussion'), acts.resolve, 'button')
  const replies = make('ol', { className: 'replies' })
  replies.append(
    ...thread.replies.map((/** @type {any} */ one) => make('li', {}, commentElement(one, acts))),
  )
  const parts = [commentElement(thread, acts)]
  if (thread.replies.length > 0) parts.push(replies)
  parts.push(make('div', { className: 'actions' }, reply, close), place)
  return parts
}

/** What is settled is folded to one line, and can be opened.
 * @param {any} thread @param {Acts} acts */
export function threadElement(thread, acts) {
  const item = make('li', { className: 'thread', id: `thread-${thread.id}` })
  if (!thread.resolved_at) {
    item.append(...openThread(thread, acts))
    return item
  }
  const count = 1 + thread.replies.length
  const summary = make(
    'summary',
    {},
    make('span', { className: 'state', textContent: gettext('Close') }),
    ' ',
    person(thread.author.name),
    ' · ',
    ngettext('%(n)s message', '%(n)s messages', count),
  )
  const start = (thread.body ?? '').split('\n')[0].slice(0, 120)
  if (start)
    summary.append(make('span', { className: 'thread-start', dir: 'auto', textContent: start }))
  const by = make('p', { className: 'hint' }, gettext('Close par'), ' ')
  by.append(person(thread.resolved_by.name), ' · ', moment(thread.resolved_at))
  item.append(make('details', {}, summary, by, ...openThread(thread, acts)))
  return item
}
