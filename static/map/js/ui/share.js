import { selectionUrl } from '../core/api.js'
import { gettext } from '../core/i18n.js'
import { ref, setText } from './dom.js'

/** @typedef {import('../core/store.js').Store} Store */
/** @typedef {import('../core/types.js').PageConfig} PageConfig */

/** @param {string} text */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}

/** @param {string} address */
function frameCode(address) {
  const frame = document.createElement('iframe')
  frame.src = address
  frame.title = document.title
  frame.width = '100%'
  frame.height = '480'
  frame.loading = 'lazy'
  return frame.outerHTML
}

/** Ways to take exactly this selection away: its address, a frame, a file, paper.
 * @param {HTMLElement} root @param {Store} store @param {PageConfig} config
 * @param {() => string} search */
export function startShare(root, store, config, search) {
  const { urls, lang } = config
  const said = ref(root, 'share-said', HTMLElement)
  const address = ref(root, 'share-address', HTMLInputElement)
  const code = ref(root, 'share-code', HTMLTextAreaElement)
  const system = ref(root, 'share-system', HTMLButtonElement)
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const files = root.querySelectorAll('a[data-file]')
  const say = (/** @type {boolean} */ done) =>
    setText(
      said,
      done ? gettext('Copié.') : gettext('La copie est refusée : copiez le texte sélectionné.'),
    )
  const copyFrom = async (/** @type {HTMLInputElement | HTMLTextAreaElement} */ field) => {
    const done = await copy(field.value)
    if (!done) field.select()
    say(done)
  }
  ref(root, 'share-copy', HTMLButtonElement).addEventListener('click', () => copyFrom(address))
  ref(root, 'share-code-copy', HTMLButtonElement).addEventListener('click', () => copyFrom(code))
  ref(root, 'share-print', HTMLButtonElement).addEventListener('click', () => window.print())
  system.hidden = typeof navigator.share !== 'function'
  system.addEventListener('click', () => {
    navigator.share({ title: document.title, url: address.value }).catch(() => null)
  })
  const show = () => {
    const { filters } = store.state
    const base = new URL(urls.map, window.location.href)
    address.value = `${base.href}${search()}`
    const frame = new URL(urls.embed, window.location.href)
    code.value = frameCode(`${frame.href}?lang=${lang}${search().replace('?', '&')}`)
    setText(said, '')
    for (const link of files) {
      link.href = selectionUrl(link.dataset.file ?? '', lang, filters)
    }
  }
  const menu = ref(root, 'share', HTMLDetailsElement)
  menu.addEventListener('toggle', () => menu.open && show())
  store.watch(['filters', 'project', 'view', 'sort', 'measure'], () => menu.open && show())
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !menu.open) return
    event.preventDefault()
    event.stopPropagation()
    menu.open = false
    menu.querySelector('summary')?.focus()
  })
  document.addEventListener('pointerdown', ({ target }) => {
    if (!menu.contains(/** @type {Node} */ (target))) menu.open = false
  })
}
