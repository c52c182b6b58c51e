import { gettext } from '../../core/i18n.js'
import { ref } from '../../ui/dom.js'
import { call } from '../api.js'

/** @typedef {import('./page.js').ReviewPage} ReviewPage */

const dialog = ref(document, 'dialog', HTMLDialogElement)
const form = ref(dialog, 'dialog-form', HTMLFormElement)
const title = ref(dialog, 'dialog-title', HTMLElement)
const message = ref(dialog, 'message', HTMLTextAreaElement)
const problemLine = ref(dialog, 'dialog-problem', HTMLElement)

/** @param {string} detail */
function tell(detail) {
  const line = document.querySelector('[data-ref="told"]')
  if (!(line instanceof HTMLElement)) return
  line.textContent = detail
  line.hidden = false
  line.scrollIntoView({ block: 'nearest' })
}

/** @param {ReviewPage} page @param {string} act @param {Record<string, any>} [body]
 * @returns {Promise<string | null>} what went wrong, in words */
async function send(page, act, body) {
  const { version } = page
  const [, problem] = await call('POST', `${page.data.urls.api}/${act}`, { body, version })
  if (!problem) {
    await page.refresh()
    return null
  }
  if (problem.kind === 'stale' || problem.kind === 'conflict') {
    await page.refresh()
    if (problem.members.conflicts) {
      return gettext(
        'La fiche publiée a changé depuis la proposition : décidez de chaque champ marqué, puis publiez.',
      )
    }
  }
  return problem.detail
}

/** Asks for a message, which the answer needs. @param {ReviewPage} page @param {string} act */
function ask(page, act) {
  title.textContent =
    act === 'reject' ? gettext('Tout refuser') : gettext('Demander des modifications')
  problemLine.hidden = true
  form.onsubmit = async (event) => {
    event.preventDefault()
    const text = message.value.trim()
    const wrong = text
      ? await send(page, act, { message: text })
      : gettext('Dites à l’auteur pourquoi.')
    if (!wrong) {
      message.value = ''
      return dialog.close()
    }
    problemLine.textContent = wrong
    problemLine.hidden = false
    message.focus()
  }
  dialog.showModal()
  message.focus()
}

/** @param {ReviewPage} page @param {HTMLButtonElement} button */
export async function answer(page, button) {
  const { answer: name = '' } = button.dataset
  if (name === 'request-changes' || name === 'reject') return ask(page, name)
  button.disabled = true
  const wrong =
    name === 'accept-all'
      ? await send(page, 'approve', { accept_all: true })
      : await send(page, name, name === 'approve' ? {} : undefined)
  button.disabled = false
  if (wrong) tell(wrong)
  else document.querySelector('[data-ref="standing"]')?.scrollIntoView({ block: 'center' })
}

ref(dialog, 'dialog-cancel', HTMLButtonElement).addEventListener('click', () => dialog.close())
