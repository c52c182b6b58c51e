import { Organisations } from './editor/organisations.js'
import { bindMemberships } from './manage/memberships.js'
import { bindPicker } from './manage/picker.js'
import { bindSender } from './manage/send.js'
import { lastWords } from './manage/told.js'
import { installMessages, pageData } from './page.js'

installMessages()

const organisations = new Organisations(pageData().organisations)

for (const fieldset of document.querySelectorAll('[data-memberships]')) {
  bindMemberships(/** @type {HTMLElement} */ (fieldset), organisations)
}
for (const root of document.querySelectorAll('.combobox[data-picker]:not([data-ref="picker"])')) {
  bindPicker(/** @type {HTMLElement} */ (root), organisations)
}
for (const form of document.querySelectorAll('form[data-send]')) {
  bindSender(/** @type {HTMLFormElement} */ (form))
}
lastWords()
document.querySelector('.tabs [aria-current]')?.scrollIntoView({ block: 'nearest' })

// A link to a folded part opens it.
const target = document.getElementById(decodeURIComponent(window.location.hash.slice(1)))
if (target instanceof HTMLDetailsElement) target.open = true
