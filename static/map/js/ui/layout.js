import { gettext } from '../core/i18n.js'
import { ref, setText } from './dom.js'

/** @typedef {import('../core/store.js').Store} Store */

/** On a narrow screen the list shares the height with the map, or takes it all.
 * @param {HTMLElement} page */
function startSheet(page) {
  const button = ref(page, 'sheet', HTMLButtonElement)
  const show = () => {
    const whole = page.dataset.sheet === 'list'
    button.setAttribute('aria-expanded', String(whole))
    setText(
      ref(page, 'sheet-text', HTMLElement),
      whole ? gettext('Voir la carte') : gettext('Agrandir la liste'),
    )
  }
  button.addEventListener('click', () => {
    page.dataset.sheet = page.dataset.sheet === 'list' ? 'split' : 'list'
    show()
  })
  show()
}

/** A change of language keeps the view.
 * @param {Store} store @param {() => string} search */
function followLanguages(store, search) {
  store.watch(['filters', 'project', 'view'], () => {
    for (const link of document.querySelectorAll('a[data-keep-view]')) {
      if (link instanceof HTMLAnchorElement) link.search = search()
    }
  })
}

/** @param {HTMLElement} page @param {Store} store @param {() => string} search */
export function startLayout(page, store, search) {
  startSheet(page)
  followLanguages(store, search)
}
