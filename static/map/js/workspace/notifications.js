import { call } from './api.js'
import { installMessages } from './page.js'

installMessages()

/** @param {string} name @returns {HTMLElement | null} */
function ref(name) {
  return document.querySelector(`[data-ref="${name}"]`)
}

/** @param {string} text */
function fail(text) {
  const line = ref('problem')
  if (!line) return
  line.textContent = text
  line.hidden = !text
}

const READ = '/api/v1/notifications/read'

// Read is what was opened; the request may outlive this page.
for (const link of document.querySelectorAll('.is-unread a[data-id]')) {
  link.addEventListener('click', () => {
    const { id } = /** @type {HTMLElement} */ (link).dataset
    call('POST', READ, { body: { ids: [id] }, keepalive: true, stay: true })
  })
}

document.querySelector('[data-act="read-all"]')?.addEventListener('click', async () => {
  const [, problem] = await call('POST', READ, { body: { ids: null } })
  if (problem) fail(problem.detail)
  else window.location.assign(window.location.pathname)
})

/** @param {HTMLFormElement} form */
function bindChoices(form) {
  const button = /** @type {HTMLButtonElement} */ (form.querySelector('button[type="submit"]'))
  const saved = ref('saved')
  button.disabled = false
  form.addEventListener('input', () => {
    if (saved) saved.hidden = true
  })
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    const choices = Object.fromEntries(new FormData(form))
    const [, problem] = await call('PUT', '/api/v1/me/mail-choices', { body: { choices } })
    fail(problem?.detail ?? '')
    if (saved) saved.hidden = Boolean(problem)
  })
}

const form = document.querySelector('form[data-form="mail-choices"]')
if (form instanceof HTMLFormElement) bindChoices(form)
