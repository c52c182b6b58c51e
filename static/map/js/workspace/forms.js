import { gettext, ngettext } from '../core/i18n.js'

/**
 * @typedef {import('./api.js').Answer} Answer
 * @typedef {import('./api.js').Problem} Problem
 * @typedef {Record<string, any>} Values
 */

/** @param {string} code @param {number} [least] */
function wordingOf(code, least = 12) {
  /** @type {Record<string, string>} */
  const wordings = {
    short: ngettext(
      'Trop court : il faut au moins %(n)s caractère.',
      'Trop court : il faut au moins %(n)s caractères.',
      least,
    ),
    long: gettext('Trop long : raccourcissez-le.'),
    common: gettext(
      'Trop facile à deviner : c’est un mot de passe courant, une suite, ou votre propre nom. Prenez plusieurs mots sans lien entre eux.',
    ),
    wrong: gettext('Ce n’est pas votre mot de passe actuel.'),
    beyond_role: gettext('Votre rôle ne permet pas tout cela.'),
  }
  return wordings[code]
}

/** @param {string} field */
function generalWording(field) {
  if (field === 'email')
    return gettext('Cette adresse n’est pas complète. Exemple : nom@exemple.org')
  if (field === 'scopes') return gettext('Choisissez au moins une possibilité.')
  if (field === 'name') {
    return gettext('Écrivez un nom d’au plus 120 caractères, sans caractère invisible.')
  }
  return gettext('Cette valeur n’est pas acceptée. Vérifiez-la.')
}

/** @param {number} seconds */
function waiting(seconds) {
  if (seconds < 60) {
    return ngettext(
      'Trop d’essais depuis votre connexion. Réessayez dans %(n)s seconde.',
      'Trop d’essais depuis votre connexion. Réessayez dans %(n)s secondes.',
      seconds,
    )
  }
  return ngettext(
    'Trop d’essais depuis votre connexion. Réessayez dans %(n)s minute.',
    'Trop d’essais depuis votre connexion. Réessayez dans %(n)s minutes.',
    Math.ceil(seconds / 60),
  )
}

/** What went wrong, when it is not about one field.
 * @param {Problem} problem @param {Record<number, string>} [told] by status, of this form */
export function explain(problem, told = {}) {
  const { status, kind, detail, members } = problem
  if (told[status]) return told[status]
  if (status === 429) return waiting(members.retry_after ?? 60)
  if (kind === 'network' || kind === 'signed_out' || kind === 'server') return detail
  return gettext('Cela n’a pas pu être fait. Rechargez la page, puis réessayez.')
}

/** @param {HTMLFormElement} form @param {string} name @returns {HTMLElement | null} */
function fieldOf(form, name) {
  const found = form.elements.namedItem(name)
  if (found instanceof HTMLInputElement && found.type === 'checkbox')
    return found.closest('fieldset')
  if (found instanceof RadioNodeList) return form.querySelector('fieldset')
  return found instanceof HTMLElement ? found : null
}

/** @param {HTMLElement} field @param {string | null} text */
function mark(field, text) {
  const line = document.getElementById(`${field.id}-problem`)
  if (!line) return
  line.textContent = text
  line.hidden = !text
  if (field instanceof HTMLFieldSetElement) return
  if (text) field.setAttribute('aria-invalid', 'true')
  else field.removeAttribute('aria-invalid')
}

/** @param {HTMLFormElement} form */
function clear(form) {
  for (const line of form.querySelectorAll('.field-problem')) {
    const field = document.getElementById(line.id.replace(/-problem$/, ''))
    if (field) mark(field, null)
  }
  tell(form, '')
}

/** @param {HTMLFormElement} form @param {string} text */
function tell(form, text) {
  const line = form.querySelector('[data-ref="form-problem"]')
  if (!(line instanceof HTMLElement)) return
  line.textContent = text
  line.hidden = !text
  if (text) line.focus()
}

/** @param {HTMLFormElement} form @param {Problem} problem @param {Record<number, string>} told */
function show(form, problem, told) {
  /** @type {HTMLElement | null} */
  let first = null
  for (const { pointer = '', code, detail } of problem.errors) {
    const name = pointer.replace(/^#\//, '').split('/')[0]
    const field = fieldOf(form, name)
    if (!field) continue
    mark(field, (code && wordingOf(code)) || generalWording(name) || detail)
    first ??= field
  }
  if (first) first.focus()
  else tell(form, explain(problem, told))
}

/** Shows and hides the passwords of the form.
 * @param {HTMLFormElement} form */
function bindReveal(form) {
  const box = form.querySelector('[data-ref="reveal"]')
  if (!(box instanceof HTMLInputElement)) return
  const inputs = [...form.querySelectorAll('input[type="password"]')]
  box.addEventListener('change', () => {
    for (const input of inputs) input.setAttribute('type', box.checked ? 'text' : 'password')
  })
}

/** A form that the server checks: once each time, its problems beside its fields.
 * @param {string} name
 * @param {{send: (values: FormData) => Promise<Answer>,
 *   done: (data: any, form: HTMLFormElement) => void, told?: Record<number, string>}} options */
export function bindForm(name, { send, done, told = {} }) {
  const form = document.querySelector(`form[data-form="${name}"]`)
  if (!(form instanceof HTMLFormElement)) return
  const button = /** @type {HTMLButtonElement} */ (form.querySelector('button[type="submit"]'))
  button.disabled = false
  let busy = false
  bindReveal(form)
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    if (busy) return
    busy = true
    button.setAttribute('aria-disabled', 'true')
    clear(form)
    const [data, problem] = await send(new FormData(form))
    busy = false
    button.removeAttribute('aria-disabled')
    if (problem) show(form, problem, told)
    else done(data, form)
  })
}
