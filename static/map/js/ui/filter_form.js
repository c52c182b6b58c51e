import { toggleFilter } from '../core/actions.js'
import { appliedValues } from '../core/filters.js'
import { formatNumber, gettext, ngettext } from '../core/i18n.js'
import { startBudget } from './budget_filter.js'
import { ref, setText } from './dom.js'
import { Facet } from './facet.js'
import { followTyping } from './typing.js'

/** @typedef {import('../core/store.js').Store} Store */

const SECONDARY = [
  'province',
  'organisation',
  'role',
  'with_organisation',
  'target_group',
  'migration_dimension',
  'residence_country',
  'budget_known',
  'budget_min',
  'budget_max',
  'currency',
  'good_practice',
  'level',
]

/** @param {HTMLFormElement} form @param {Store} store */
function startYears(form, store) {
  const year = (/** @type {string} */ text) => text === '' || /^(19|20)\d{2}$/.test(text)
  followTyping(ref(form, 'year-from', HTMLInputElement), store, 'year_from', year)
  followTyping(ref(form, 'year-to', HTMLInputElement), store, 'year_to', year)
  const badge = ref(form, 'years-badge', HTMLElement)
  store.follow(['filters'], ({ filters }) => {
    badge.hidden = !filters.year_from && !filters.year_to
    setText(badge, [filters.year_from?.[0] ?? '…', filters.year_to?.[0] ?? '…'].join(' – '))
  })
}

/** In which role the chosen organisations take part.
 * @param {HTMLFormElement} form @param {Store} store */
function startRoles(form, store) {
  for (const box of ref(form, 'roles', HTMLElement).querySelectorAll('input')) {
    box.addEventListener('change', () => toggleFilter(store, 'role', box.value))
    store.follow(['filters'], ({ filters }) => {
      box.checked = filters.role?.includes(box.value) ?? false
    })
  }
}

/** The filters asked less often, one step away; shown at once when one of them is applied.
 * @param {HTMLFormElement} form @param {Store} store */
function startMore(form, store) {
  const button = ref(form, 'more', HTMLButtonElement)
  const box = ref(form, 'more-filters', HTMLElement)
  const badge = ref(button, 'more-badge', HTMLElement)
  const used = () => SECONDARY.filter((name) => store.state.filters[name]).length
  const show = (/** @type {boolean} */ open) => {
    box.hidden = !open
    button.setAttribute('aria-expanded', String(open))
  }
  button.addEventListener('click', () => show(box.hidden !== false))
  store.follow(['filters'], () => {
    badge.hidden = used() === 0
    setText(badge, formatNumber(used()))
  })
  show(used() > 0)
}

/** One popover at a time on a wide screen; Escape and a click outside close it.
 * @param {HTMLFormElement} form */
function closePopovers(form) {
  const facets = [...form.querySelectorAll('details')]
  const wide = window.matchMedia('(min-width: 900px)')
  document.addEventListener('pointerdown', ({ target }) => {
    if (!wide.matches) return
    for (const facet of facets)
      if (!facet.contains(/** @type {Node} */ (target))) facet.open = false
  })
  form.addEventListener('focusin', ({ target }) => {
    if (!wide.matches) return
    for (const facet of facets)
      if (!facet.contains(/** @type {Node} */ (target))) facet.open = false
  })
  form.addEventListener('keydown', (event) => {
    const open = facets.find((facet) => facet.open)
    if (event.key !== 'Escape' || !open || !wide.matches) return
    event.stopPropagation()
    open.open = false
    open.querySelector('summary')?.focus()
  })
}

/** The same form stands in the bar on a wide screen, in a dialog on a narrow one.
 * @param {HTMLElement} page @param {HTMLFormElement} form @param {Store} store */
function startDialog(page, form, store) {
  const dialog = ref(page, 'filter-dialog', HTMLDialogElement)
  const opener = ref(page, 'filters-open', HTMLButtonElement)
  const badge = ref(page, 'filters-badge', HTMLElement)
  const done = ref(page, 'filters-done', HTMLButtonElement)
  const wide = window.matchMedia('(min-width: 900px)')
  const place = () => {
    const slot = wide.matches ? 'filter-bar' : 'filter-drawer'
    ref(page, slot, HTMLElement).append(form)
    if (wide.matches) dialog.close()
  }
  wide.addEventListener('change', place)
  place()
  opener.addEventListener('click', () => dialog.showModal())
  ref(page, 'filters-close', HTMLButtonElement).addEventListener('click', () => dialog.close())
  done.addEventListener('click', () => dialog.close())
  store.follow(['filters', 'answer'], ({ filters, answer }) => {
    const n = appliedValues(filters).length
    badge.hidden = n === 0
    setText(badge, formatNumber(n))
    if (answer)
      setText(done, ngettext('Voir %(n)s projet', 'Voir %(n)s projets', answer.numberMatched))
    else setText(done, gettext('Voir les projets'))
  })
}

/** @param {HTMLElement} page @param {Store} store */
export function startFilters(page, store) {
  const form = ref(page, 'filters', HTMLFormElement)
  form.addEventListener('submit', (event) => event.preventDefault())
  for (const root of form.querySelectorAll('details[data-facet]')) {
    new Facet(/** @type {HTMLDetailsElement} */ (root), store)
  }
  startYears(form, store)
  startRoles(form, store)
  startBudget(form, store)
  startMore(form, store)
  closePopovers(form)
  startDialog(page, form, store)
}
