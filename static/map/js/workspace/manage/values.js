/**
 * @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Control
 * @typedef {Record<string, any>} Body
 */

/** The controls of a form that have a name, but for those (`_sure`) that are not sent.
 * @param {HTMLFormElement} form @returns {Control[]} */
export function controls(form) {
  return /** @type {Control[]} */ (
    [...form.elements].filter(
      (element) =>
        (element instanceof HTMLInputElement ||
          element instanceof HTMLSelectElement ||
          element instanceof HTMLTextAreaElement) &&
        element.name !== '' &&
        !element.disabled,
    )
  )
}

/** @param {Control} control @returns {any} an empty text is null: not known */
function sentValue(control) {
  if (control instanceof HTMLInputElement && control.type === 'checkbox') return control.checked
  if (control.dataset.kind === 'json') return JSON.parse(control.value)
  const text = control.value.trim()
  if (control.dataset.kind !== 'lines') return text || null
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
}

/** @param {Body} body @param {string} name `names.fr` is a member of a member @param {any} value */
function put(body, name, value) {
  const [first, inner] = name.split('.')
  if (inner === undefined) body[first] = value
  else body[first] = { ...body[first], [inner]: value }
}

/** What the form says, as the API reads it.
 * @param {HTMLFormElement} form @returns {Body} */
export function bodyOf(form) {
  /** @type {Body} */
  const body = JSON.parse(form.dataset.body ?? '{}')
  for (const control of controls(form)) {
    if (control.name.startsWith('_')) continue
    if (control instanceof HTMLInputElement && control.type === 'radio' && !control.checked) {
      continue
    }
    if (control.dataset.kind === 'members') Object.assign(body, JSON.parse(control.value))
    else put(body, control.name, sentValue(control))
  }
  return body
}

/** Fills `{slug}` in an address, and takes what was used out of the values.
 * @param {string} pattern @param {Body} values */
export function fillAddress(pattern, values) {
  return pattern.replace(/\{(\w+)\}/g, (_, name) => {
    const value = values[name]
    delete values[name]
    return encodeURIComponent(String(value))
  })
}
