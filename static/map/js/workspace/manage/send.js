import { gettext } from '../../core/i18n.js'
import { call } from '../api.js'
import { hush, say } from './told.js'
import { bodyOf, controls, fillAddress } from './values.js'

/**
 * @typedef {import('../api.js').Problem} Problem
 * @typedef {import('./values.js').Control} Control
 */

/** What is seen of a control: a picker keeps its value in a hidden one.
 * @param {Control} control */
function shown(control) {
  return control.dataset.shown ? document.getElementById(control.dataset.shown) : control
}

/** @param {Control} control @param {string} text empty: nothing is wrong */
function mark(control, text) {
  const field = shown(control)
  const line = document.getElementById(`${field?.id}-problem`)
  if (!field || !line) return
  line.textContent = text
  line.hidden = !text
  if (text) field.setAttribute('aria-invalid', 'true')
  else field.removeAttribute('aria-invalid')
}

/** @param {HTMLFormElement} form @param {string} text */
function tell(form, text) {
  const line = form.querySelector('[data-ref="form-problem"]')
  if (!(line instanceof HTMLElement)) return
  line.textContent = text
  line.hidden = !text
  if (text) line.focus()
}

/** @param {HTMLFormElement} form @param {(control: Control) => string} fault @returns {boolean} */
function check(form, fault) {
  /** @type {Control | null} */
  let first = null
  for (const control of controls(form)) {
    const text = fault(control)
    mark(control, text)
    if (text) first ??= control
  }
  if (first) shown(first)?.focus()
  return first === null
}

/** @param {Control} control */
function missing(control) {
  if (!control.required) return ''
  if (control instanceof HTMLInputElement && control.type === 'checkbox') {
    return control.checked ? '' : gettext('Cochez cette case pour continuer.')
  }
  if (control.value.trim()) return ''
  return control.dataset.shown
    ? (control.dataset.wrong ?? '')
    : gettext('Remplissez ce champ pour continuer.')
}

/** `#/names/fr` is about the control `names.fr`, `#/memberships/0/…` about `memberships`.
 * @param {Problem} problem @param {Control} control */
function faultOf(problem, control) {
  const found = problem.errors.find(({ pointer = '' }) => {
    const name = pointer.replace(/^#\//, '').replaceAll('/', '.')
    return name === control.name || name.startsWith(`${control.name}.`)
  })
  if (!found) return ''
  const { taken } = control.dataset
  if (taken && found.taken_by) return taken.replace('%(name)s', found.taken_by)
  return control.dataset.wrong ?? gettext('Cette valeur n’est pas acceptée. Vérifiez-la.')
}

/** @param {HTMLFormElement} form @param {Problem} problem */
function explain(form, problem) {
  const told = form.getAttribute(`data-told-${problem.status}`)
  if (told) return told
  if (['network', 'signed_out', 'server', 'stale'].includes(problem.kind)) return problem.detail
  return gettext('Cela n’a pas pu être fait. Rechargez la page, puis réessayez.')
}

/** @param {HTMLFormElement} form @param {any} answer */
function follow(form, answer) {
  const { said, then } = form.dataset
  if (said) say(said)
  if (then) window.location.assign(fillAddress(then, { ...answer }))
  else window.location.reload()
}

/** @param {HTMLFormElement} form @returns {Promise<boolean>} whether the page is left */
async function send(form) {
  const { send: method = 'POST', url = '', version, ask } = form.dataset
  tell(form, '')
  hush()
  if (!check(form, missing)) return false
  if (ask && !window.confirm(ask)) return false
  const body = bodyOf(form)
  const address = fillAddress(url, body)
  const [answer, problem] = await call(method, address, {
    body: method === 'DELETE' || Object.keys(body).length === 0 ? undefined : body,
    version: version ? `"${version}"` : null,
  })
  if (!problem) {
    follow(form, answer)
    return true
  }
  if (check(form, (control) => faultOf(problem, control))) tell(form, explain(form, problem))
  return false
}

/** A form that is sent to the API as its attributes say: `data-send` the method, `data-url`,
 * `data-version` for If-Match, `data-body` what it says beside its fields, `data-ask` what to
 * confirm, `data-then` where to go, `data-said` what is told there, `data-told-409`.
 * @param {HTMLFormElement} form */
export function bindSender(form) {
  const button = /** @type {HTMLButtonElement} */ (form.querySelector('button[type="submit"]'))
  button.disabled = false
  let busy = false
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    if (busy) return
    busy = true
    button.setAttribute('aria-disabled', 'true')
    const left = await send(form)
    if (left) return
    busy = false
    button.removeAttribute('aria-disabled')
  })
}
