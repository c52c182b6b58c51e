import { closeProject, openProject } from '../core/actions.js'
import { getText } from '../core/api.js'
import { gettext } from '../core/i18n.js'
import { ref } from './dom.js'

/** @typedef {import('../core/store.js').Store} Store */

/** The page of the project, as the server writes it, is the only template of a project.
 * @param {string} url @param {AbortSignal} signal */
async function fetchArticle(url, signal) {
  const page = new DOMParser().parseFromString(await getText(url, signal), 'text/html')
  const article = page.querySelector('article[data-project]')
  if (!article) throw new Error(`no article in ${url}`)
  return document.adoptNode(article)
}

/** @param {string} text */
function message(text) {
  const line = document.createElement('p')
  line.className = 'panel-message'
  line.textContent = text
  return line
}

/** @param {HTMLElement} root @param {Store} store @param {(slug: string) => string} pageUrl */
export function startPanel(root, store, pageUrl) {
  const panel = ref(root, 'panel', HTMLElement)
  const list = ref(root, 'list-view', HTMLElement)
  const slot = ref(panel, 'article', HTMLElement)
  const permalink = ref(panel, 'permalink', HTMLAnchorElement)
  const back = ref(panel, 'close', HTMLButtonElement)
  const title = document.title
  let loading = new AbortController()
  let scroll = 0

  const fill = async (/** @type {string} */ slug) => {
    loading.abort()
    loading = new AbortController()
    const { signal } = loading
    permalink.href = pageUrl(slug)
    slot.replaceChildren(message(gettext('Chargement de la fiche…')))
    try {
      const article = await fetchArticle(permalink.href, signal)
      if (signal.aborted) return
      slot.replaceChildren(article)
      document.title = `${article.querySelector('h1')?.textContent?.trim()} – Kharita`
    } catch {
      if (signal.aborted) return
      slot.replaceChildren(message(gettext('La fiche de ce projet n’a pas pu être chargée.')))
    }
    panel.scrollTop = 0
    root.scrollTop = 0
  }
  const show = (/** @type {string} */ slug, /** @type {boolean} */ byReader) => {
    if (!list.hidden) scroll = root.scrollTop
    list.hidden = true
    panel.hidden = false
    if (byReader) back.focus({ preventScroll: true })
    fill(slug)
  }
  const hide = (/** @type {string} */ slug) => {
    loading.abort()
    panel.hidden = true
    list.hidden = false
    document.title = title
    root.scrollTop = scroll
    const url = new URL(pageUrl(slug), document.baseURI).pathname
    for (const link of list.querySelectorAll('a')) {
      if (link.pathname === url) link.focus({ preventScroll: true })
    }
  }

  store.watch(['project'], ({ project }, before) => {
    if (project) show(project, before !== null)
    else if (before?.project) hide(before.project)
  })
  back.addEventListener('click', () => closeProject(store))
  document.addEventListener('keydown', (event) => {
    if (
      event.key === 'Escape' &&
      !document.querySelector('dialog[open]') &&
      store.state.project &&
      !event.defaultPrevented
    )
      closeProject(store)
  })
  slot.addEventListener('click', (event) => {
    const link = event.target instanceof Element && event.target.closest('a[data-project-link]')
    if (!(link instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    openProject(store, link.dataset.projectLink ?? '')
  })
}
