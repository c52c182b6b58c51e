import { install } from '../core/i18n.js'

/** @param {string} id */
function read(id) {
  return JSON.parse(document.getElementById(id)?.textContent ?? '{}')
}

/** What the server wrote into the page for its modules. */
export function pageData() {
  return read('page-data')
}

/** Makes the translations of this page known; modules of pages come after those of the frame. */
export function installMessages() {
  install(read('page-config'))
}
