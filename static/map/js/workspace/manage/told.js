const KEY = 'kharita.said'

/** What the next page is to say. @param {string} text */
export function say(text) {
  try {
    window.sessionStorage.setItem(KEY, text)
  } catch {
    // A browser that keeps nothing shows the result all the same.
  }
}

/** What was said before is old news once something else is sent. */
export function hush() {
  const line = document.querySelector('[data-ref="said"]')
  if (line instanceof HTMLElement) line.hidden = true
  if (line) line.textContent = ''
}

/** Says what was done on the page before. */
export function lastWords() {
  const line = document.querySelector('[data-ref="said"]')
  if (!(line instanceof HTMLElement)) return
  let text = null
  try {
    text = window.sessionStorage.getItem(KEY)
    window.sessionStorage.removeItem(KEY)
  } catch {
    return
  }
  if (!text) return
  line.hidden = false
  line.textContent = text
}
