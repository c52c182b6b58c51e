import { install } from './core/i18n.js'
import { followFilters } from './core/loader.js'
import { Store } from './core/store.js'
import { readUrl, writeUrl } from './core/url_state.js'
import { followHistory } from './history.js'
import { startMap } from './map/index.js'
import { showApplied } from './ui/applied.js'
import { ref } from './ui/dom.js'
import { startFilters } from './ui/filter_form.js'
import { startLayout } from './ui/layout.js'
import { startPanel } from './ui/panel.js'
import { showResults } from './ui/results.js'

/** @typedef {import('./core/types.js').PageConfig} PageConfig */

const config = /** @type {PageConfig} */ (
  JSON.parse(document.getElementById('page-config')?.textContent ?? '{}')
)
install(config)
const store = new Store({
  ...readUrl(window.location.search),
  answer: null,
  loading: true,
  failure: null,
  regions: null,
  projects: null,
  hovered: null,
})
const page = document.body

followHistory(store)
const { retry } = followFilters(store, config)
startFilters(page, store)
showApplied(ref(page, 'applied', HTMLElement), store)
const results = ref(page, 'results', HTMLElement)
showResults(results, store, config, retry)
startPanel(results, store, (slug) =>
  config.urls.project.replace('{slug}', encodeURIComponent(slug)),
)
startLayout(page, store, () => writeUrl(store.state))
startMap(ref(page, 'map', HTMLElement), store, config)
