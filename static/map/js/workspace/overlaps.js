import { gettext } from '../core/i18n.js'
import { ref } from '../ui/dom.js'
import { call } from './api.js'
import { installMessages, pageData } from './page.js'

installMessages()

const { url, version } = pageData()
const form = ref(document, 'judge', HTMLFormElement)
const problem = ref(document, 'problem', HTMLElement)
const project = ref(document, 'project', HTMLElement)
const relation = ref(document, 'relation', HTMLElement)

/** @param {string} name */
function chosen(name) {
  const value = new FormData(form).get(name)
  return typeof value === 'string' ? value : ''
}

/** What only some verdicts ask. */
function ask() {
  const verdict = chosen('verdict')
  project.hidden = verdict !== 'duplicate' && verdict !== 'co_funded'
  relation.hidden = verdict !== 'co_funded'
}

/** @param {string} text */
function tell(text) {
  problem.textContent = text
  problem.hidden = !text
}

/** @param {HTMLButtonElement | null} button */
async function judge(button) {
  const verdict = chosen('verdict')
  if (!verdict) {
    tell(gettext('Choisissez d’abord un verdict.'))
    form.querySelector('input')?.focus()
    return
  }
  tell('')
  if (button) button.disabled = true
  const [, refused] = await call('PUT', url, {
    body: {
      verdict,
      note: chosen('note') || null,
      ...(project.hidden ? {} : { project: chosen('project') }),
      ...(relation.hidden ? {} : { relation: chosen('relation') }),
    },
    version: `"${version}"`,
  })
  if (!refused) {
    window.scrollTo(0, 0)
    window.location.reload()
    return
  }
  if (button) button.disabled = false
  tell(refused.detail)
}

form.addEventListener('change', ask)
form.addEventListener('submit', (event) => {
  event.preventDefault()
  judge(form.querySelector('button[type="submit"]'))
})
ask()
