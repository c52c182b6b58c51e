import { call } from './api.js'
import { installMessages } from './page.js'

installMessages()

const problemLine = document.querySelector('[data-ref="frame-problem"]')
const { lang } = document.documentElement

/** @param {string} text */
function tell(text) {
  if (!(problemLine instanceof HTMLElement)) return
  problemLine.textContent = text
  problemLine.hidden = false
}

/** A menu closes when one goes elsewhere, and gives the focus back on Escape.
 * @param {HTMLDetailsElement} menu */
function closeByItself(menu) {
  document.addEventListener('pointerdown', ({ target }) => {
    if (!menu.contains(/** @type {Node} */ (target))) menu.open = false
  })
  menu.addEventListener('focusout', ({ relatedTarget }) => {
    const next = /** @type {Node | null} */ (relatedTarget)
    if (next && !menu.contains(next)) menu.open = false
  })
  menu.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !menu.open) return
    menu.open = false
    menu.querySelector('summary')?.focus()
  })
}

async function signOut() {
  const [, problem] = await call('DELETE', '/api/v1/session', { stay: true })
  if (problem && problem.kind !== 'signed_out') return tell(problem.detail)
  window.location.assign(`/${lang}/sign-in`)
}

for (const menu of document.querySelectorAll('details[data-ref="menu"]')) {
  closeByItself(/** @type {HTMLDetailsElement} */ (menu))
}
document.querySelector('[data-ref="sign-out"]')?.addEventListener('click', signOut)
// A page that the browser kept may be another person's, or older than what is known now.
window.addEventListener('pageshow', ({ persisted }) => {
  if (persisted) window.location.reload()
})
