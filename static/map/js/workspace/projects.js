import { formatNumber, gettext } from '../core/i18n.js'
import { call, newKey } from './api.js'

const { lang } = document.documentElement
const told = document.querySelector('[data-ref="told"]')

/** @param {string} text @param {boolean} [failed] */
function tell(text, failed = false) {
  if (!(told instanceof HTMLElement)) return
  told.textContent = text
  told.hidden = false
  told.classList.toggle('is-error', failed)
  if (failed) told.scrollIntoView({ block: 'nearest' })
}

/** For whom: what the button says, else what is chosen on the page.
 * @param {HTMLElement} button @returns {string | null | undefined} undefined: the only one there is */
function onBehalf(button) {
  if (button.dataset.organisation) return button.dataset.organisation
  const choice = document.querySelector('[data-ref="on-behalf"]')
  return choice instanceof HTMLSelectElement ? choice.value || null : undefined
}

/** One press is one draft, also when it is pressed again because the answer was lost.
 * @param {HTMLButtonElement} button */
function propose(button) {
  return begin(button, '/api/v1/submissions', { project: button.dataset.propose || null })
}

/** A draft that leads back to what was published.
 * @param {HTMLButtonElement} button */
function restore(button) {
  const { restore: identifier, revision } = button.dataset
  return begin(button, `/api/v1/projects/${identifier}/revisions/${revision}/restore`, {})
}

/** @param {HTMLButtonElement} button @param {string} url @param {Record<string, unknown>} body */
async function begin(button, url, body) {
  button.disabled = true
  button.dataset.key ??= newKey()
  const organisation = onBehalf(button)
  const [draft, problem] = await call('POST', url, {
    body: { ...body, ...(organisation === undefined ? {} : { organisation }) },
    key: button.dataset.key,
  })
  if (draft) return window.location.assign(`/${lang}/workspace/submissions/${draft.id}/edit`)
  button.disabled = false
  if (!problem || problem.kind === 'signed_out') return
  if (problem.kind !== 'network' && problem.kind !== 'server') delete button.dataset.key
  const refused = problem.errors.some(({ pointer }) => pointer === '#/organisation')
  tell(
    refused
      ? gettext('Choisissez d’abord au nom de quel organisme vous proposez.')
      : problem.detail,
    true,
  )
}

/** One less waits. */
function countDown() {
  const count = document.querySelector('[data-ref="due-count"]')
  if (!(count instanceof HTMLElement)) return
  const left = Number(count.dataset.count) - 1
  count.dataset.count = String(left)
  count.textContent = formatNumber(left)
  count.hidden = left < 1
}

/** @param {HTMLButtonElement} button */
async function confirm(button) {
  const { confirm: identifier, outcome = 'confirmed', revision } = button.dataset
  button.disabled = true
  const url = `/api/v1/projects/${identifier}/confirmation`
  const [receipt, problem] = await call('POST', url, {
    body: { outcome, revision: Number(revision) },
  })
  if (!receipt) {
    button.disabled = false
    if (problem?.kind === 'conflict') {
      tell(
        gettext('La fiche a changé depuis que vous l’avez ouverte : relisez-la, puis confirmez.'),
        true,
      )
    } else if (problem) tell(problem.detail, true)
    return
  }
  const day = new Intl.DateTimeFormat(lang === 'ar' ? 'ar-MA' : lang, { dateStyle: 'long' })
  const next = gettext('Merci, c’est noté. Prochaine confirmation : %(day)s.', {
    day: day.format(new Date(`${receipt.due_on}T12:00:00`)),
  })
  tell(next)
  const place = button.closest('[data-due]')
  const line = document.createElement('p')
  line.className = 'confirmed'
  line.tabIndex = -1
  line.textContent = next
  const about = button.closest('.row, .box')
  for (const fact of about?.querySelectorAll('[data-ref="outdated"]') ?? []) fact.remove()
  countDown()
  const actions = place?.matches('.actions') ? place : place?.querySelector('.actions')
  actions?.replaceChildren(line)
  line.focus()
}

document.addEventListener('click', ({ target }) => {
  const button = target instanceof Element ? target.closest('button') : null
  if (button?.dataset.propose !== undefined) propose(button)
  else if (button?.dataset.confirm !== undefined) confirm(button)
  else if (button?.dataset.restore !== undefined) restore(button)
})
