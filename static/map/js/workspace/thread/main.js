import { installMessages } from '../page.js'
import { Discussion } from './discussion.js'

installMessages()

for (const panel of document.querySelectorAll('[data-thread]')) {
  new Discussion(/** @type {HTMLElement} */ (panel)).load()
}
