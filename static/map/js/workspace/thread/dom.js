// What a discussion is built of. Texts of people are only ever text.

/** @param {string} name @param {ParentNode} within @returns {HTMLElement} */
export function ref(name, within) {
  return /** @type {HTMLElement} */ (within.querySelector(`[data-ref="${name}"]`))
}

/** @param {string} tag @param {Record<string, any>} properties @param {(Node | string)[]} children */
export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties)
  element.append(...children)
  return element
}

/** @param {string} text @param {() => void} act @param {string} [className] */
export function button(text, act, className = 'link-button') {
  const element = make('button', { type: 'button', className, textContent: text })
  element.addEventListener('click', act)
  return element
}

/** A name keeps its own direction.
 * @param {string} name */
export function person(name) {
  return make('bdi', { className: 'comment-person', textContent: name })
}

/** @param {string} text ISO 8601 */
export function moment(text) {
  const { lang } = document.documentElement
  const locale = lang === 'ar' ? 'ar-MA' : lang === 'en' ? 'en-GB' : lang
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' })
  return make('time', { dateTime: text, textContent: format.format(new Date(text)) })
}
