/** In which direction a text is read: that of most of its letters, for one in Arabic may begin with
 * a Latin acronym, by which `dir="auto"` would judge it.
 * @param {string} text */
export function readingDirection(text) {
  const right = text.match(/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/g)?.length ?? 0
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  return right > letters - right ? 'rtl' : 'ltr'
}

/** Set apart from what stands beside it, read in its own direction. @param {string} text */
export function isolated(text) {
  return `${readingDirection(text) === 'rtl' ? '\u2067' : '\u2066'}${text}\u2069`
}

/** @param {HTMLElement} element @param {string} text */
export function setDirectedText(element, text) {
  if (element.textContent !== text) element.textContent = text
  element.dir = readingDirection(text)
}
