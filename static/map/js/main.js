import { install } from './core/i18n.js'
import { followFilters } from './core/loader.js'
import { newStore } from './core/store.js'
import { writeUrl } from './core/url_state.js'
import { followHistory } from './history.js'
import { startMap } from './map/index.js'
import { showApplied } from './ui/applied.js'
import { ref } from './ui/dom.js'
import { startFilters } from './ui/filter_form.js'
import { startLayout } from './ui/layout.js'
import { startListTools } from './ui/list_tools.js'
import { startPanel } from './ui/panel.js'
import { showResults } from './ui/results.js'
import { startSearch } from './ui/search_box.js'
import { startShare } from './ui/share.js'
import { startTimeline } from './ui/timeline.js'

/** @typedef {import('./core/types.js').PageConfig} PageConfig */

const config = /** @type {PageConfig} */ (
  JSON.parse(document.getElementById('page-config')?.textContent ?? '{}')
)
install(config)
const store = newStore(window.location.search)
const page = document.body
const search = () => writeUrl(store.state)
const results = ref(page, 'results', HTMLElement)

followHistory(store)
const { retry } = followFilters(store, config)
startSearch(page, store, config)
startFilters(page, store)
showApplied(ref(page, 'applied', HTMLElement), store)
showResults(results, store, config, retry)
startListTools(results, store)
startShare(results, store, config, search)
startPanel(results, store, (slug) =>
  config.urls.project.replace('{slug}', encodeURIComponent(slug)),
)
startLayout(page, store, search)
startMap(ref(page, 'map', HTMLElement), store, config)
startTimeline(page, store)
// Last of those who watch: what the reader can now act on is drawn.
store.follow(['answer'], ({ answer }) => {
  if (answer) performance.mark('kharita:interactive')
})
