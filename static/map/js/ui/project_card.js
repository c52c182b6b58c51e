import { openProject } from '../core/actions.js'
import { formatYears, shortName } from '../core/format.js'
import { gettext } from '../core/i18n.js'
import { cloneTemplate, ref } from './dom.js'
import { valueLabel } from './labels.js'

/** @typedef {import('../core/store.js').Store} Store */
/** @typedef {import('../core/catalogue.js').Catalogue} Catalogue */
/** @typedef {import('../core/types.js').PageConfig} PageConfig */
/** @typedef {import('../core/types.js').Project} Project */

/** @param {Catalogue | null} catalogue @param {Project} item */
function whereText(catalogue, { regions, levels }) {
  const names = regions.map((code) => valueLabel(catalogue, 'region', code))
  if (levels.includes('national')) names.unshift(gettext('Tout le Maroc'))
  if (levels.includes('abroad')) names.push(gettext('À l’étranger'))
  return names.length > 0 ? names.join(' · ') : gettext('lieu non connu')
}

/** @param {Catalogue | null} catalogue @param {Project} item */
function fundersText(catalogue, { participants }) {
  const funders = participants.flatMap((token) => {
    const [role, slug] = token.split(':')
    const organisation = catalogue?.organisations[slug]
    return role === 'funding' && organisation ? shortName(organisation) : []
  })
  return funders.length > 0 ? funders.join(', ') : gettext('non connu')
}

/** @param {MouseEvent} event */
function plainClick({ button, ctrlKey, metaKey, shiftKey, altKey }) {
  return button === 0 && !ctrlKey && !metaKey && !shiftKey && !altKey
}

/** @param {Store} store @param {PageConfig} config @param {Project} item */
export function projectCard(store, config, item) {
  const { catalogue } = store.state
  const card = cloneTemplate('project-card')
  card.dataset.project = item.identifier
  const link = ref(card, 'title', HTMLAnchorElement)
  link.href = config.urls.project.replace('{slug}', encodeURIComponent(item.slug))
  link.textContent = item.title
  link.lang = item.title_lang
  link.dir = item.title_lang === 'ar' ? 'rtl' : 'ltr'
  link.addEventListener('click', (event) => {
    if (!plainClick(event)) return
    event.preventDefault()
    openProject(store, item.slug)
  })
  const status = item.activity_status ?? 'unknown'
  const badge = ref(card, 'status', HTMLElement)
  badge.dataset.status = status
  badge.textContent = item.activity_status
    ? valueLabel(catalogue, 'status', status)
    : gettext('Statut non connu')
  ref(card, 'years', HTMLElement).textContent = formatYears(item.start_date, item.end_date)
  ref(card, 'where', HTMLElement).textContent = whereText(catalogue, item)
  ref(card, 'funders', HTMLElement).textContent = fundersText(catalogue, item)
  card.addEventListener('pointerenter', ({ pointerType }) => {
    if (pointerType === 'mouse') store.update({ hovered: item.slug })
  })
  card.addEventListener('pointerleave', ({ pointerType }) => {
    if (pointerType === 'mouse') store.update({ hovered: null })
  })
  return card
}
