import { install, ngettext } from './core/i18n.js'
import { followFilters } from './core/loader.js'
import { newStore } from './core/store.js'
import { writeUrl } from './core/url_state.js'
import { startMap } from './map/index.js'
import { ref, setText } from './ui/dom.js'

/** @typedef {import('./core/types.js').PageConfig} PageConfig */

const config = /** @type {PageConfig} */ (
  JSON.parse(document.getElementById('page-config')?.textContent ?? '{}')
)
install(config)
const store = newStore(window.location.search)
const page = document.body

followFilters(store, config)
startMap(ref(page, 'map', HTMLElement), store, config)
store.watch(['answer'], ({ answer }) => {
  if (!answer) return
  const n = answer.numberMatched
  setText(ref(page, 'count', HTMLElement), ngettext('%(n)s projet', '%(n)s projets', n))
})
store.watch(['filters', 'project', 'view', 'measure'], (state) => {
  ref(page, 'whole', HTMLAnchorElement).href = `${config.urls.map}${writeUrl(state)}`
})
store.watch(['project', 'catalogue'], ({ project, catalogue }) => {
  const found = catalogue?.bySlug.get(project ?? '')
  ref(page, 'project', HTMLElement).hidden = !found
  const link = ref(page, 'project-link', HTMLAnchorElement)
  if (!found) return
  link.textContent = found.title
  link.lang = found.title_lang
  link.dir = found.title_lang === 'ar' ? 'rtl' : 'ltr'
  link.href = config.urls.project.replace('{slug}', encodeURIComponent(found.slug))
})
