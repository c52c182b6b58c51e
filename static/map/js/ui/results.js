import { changeFilters, toggleFilter } from '../core/actions.js'
import { appliedValues, isEmpty } from '../core/filters.js'
import { formatNumber, gettext, ngettext } from '../core/i18n.js'
import { removableChip } from './applied.js'
import { showCards } from './card_list.js'
import { ref, setText } from './dom.js'

/** @typedef {import('../core/store.js').Store} Store */
/** @typedef {import('../core/types.js').PageConfig} PageConfig */
/** @typedef {import('../core/types.js').State} State */

/** @param {State} state */
function countText({ answer, loading, filters }) {
  if (!answer) return loading ? gettext('Chargement des projets…') : gettext('Projets')
  if (isEmpty(filters)) {
    return ngettext('%(n)s projet', '%(n)s projets', answer.numberMatched)
  }
  return ngettext('%(n)s projet trouvé', '%(n)s projets trouvés', answer.numberMatched)
}

/** @param {State} state */
function undatedText({ answer, filters }) {
  const n = answer?.numberUndated ?? 0
  if (n === 0 || (!filters.year_from && !filters.year_to)) return ''
  return ngettext(
    '%(n)s autre projet n’a pas de date connue : il n’est pas compté.',
    '%(n)s autres projets n’ont pas de date connue : ils ne sont pas comptés.',
    n,
  )
}

/** @param {State} state */
function unlocatedText({ answer }) {
  const n = answer?.items.filter(({ regions }) => regions.length === 0).length ?? 0
  if (n === 0) return ''
  return ngettext(
    '%(n)s projet sans région précise (national ou sans localisation) est dans la liste seulement.',
    '%(n)s projets sans région précise (nationaux ou sans localisation) sont dans la liste seulement.',
    n,
  )
}

/** National projects and actions abroad have no place on the map: these buttons select them.
 * @param {HTMLElement} root @param {Store} store */
function showLevels(root, store) {
  const box = ref(root, 'levels', HTMLElement)
  const buttons = [...box.querySelectorAll('button')]
  for (const button of buttons) {
    const level = button.dataset.level ?? ''
    button.addEventListener('click', () => toggleFilter(store, 'level', level))
  }
  store.watch(['answer', 'filters', 'failure'], ({ answer, filters, failure }) => {
    if (failure) box.hidden = true
    if (!answer) return
    const facets = new Map(answer.facet('level').map((facet) => [facet.value, facet]))
    for (const button of buttons) {
      const facet = facets.get(button.dataset.level ?? '')
      button.hidden = !facet
      button.setAttribute(
        'aria-pressed',
        String(filters.level?.includes(facet?.value ?? '') ?? false),
      )
      if (facet) setText(button, `${facet.label} (${formatNumber(facet.count)})`)
    }
    box.hidden = buttons.every((button) => button.hidden)
  })
}

/** @param {HTMLElement} root @param {Store} store */
function showEmpty(root, store) {
  const box = ref(root, 'empty', HTMLElement)
  const chips = ref(root, 'empty-chips', HTMLElement)
  ref(root, 'empty-clear', HTMLButtonElement).addEventListener('click', () => {
    changeFilters(store, {})
  })
  store.watch(['answer', 'failure'], ({ answer, failure, filters }) => {
    box.hidden = answer?.numberMatched !== 0 || failure !== null
    if (box.hidden) return
    const values = appliedValues(filters)
    chips.replaceChildren(...values.map(({ name, value }) => removableChip(store, name, value)))
  })
}

/** @param {HTMLElement} root @param {Store} store @param {() => void} retry */
function showFailure(root, store, retry) {
  const box = ref(root, 'failure', HTMLElement)
  const again = ref(root, 'retry', HTMLButtonElement)
  const clear = ref(root, 'failure-clear', HTMLButtonElement)
  again.addEventListener('click', retry)
  clear.addEventListener('click', () => changeFilters(store, {}))
  store.watch(['failure'], ({ failure }) => {
    box.hidden = failure === null
    if (!failure) return
    const texts = {
      network: gettext('Le serveur ne répond pas. Vérifiez votre connexion, puis réessayez.'),
      server: gettext('Le serveur a rencontré une erreur. Réessayez dans un instant.'),
      refused: gettext('Cette adresse contient un filtre que le catalogue ne connaît pas.'),
    }
    setText(ref(root, 'failure-text', HTMLElement), texts[failure.kind])
    setText(
      ref(root, 'failure-detail', HTMLElement),
      failure.kind === 'refused' ? failure.detail : '',
    )
    again.hidden = failure.kind === 'refused'
    clear.hidden = failure.kind !== 'refused'
  })
}

/** The list, which always shows the projects that the map shows.
 * @param {HTMLElement} root @param {Store} store @param {PageConfig} config @param {() => void} retry */
export function showResults(root, store, config, retry) {
  const list = ref(root, 'cards', HTMLOListElement)
  showCards(list, store, config)
  store.watch(['answer', 'loading', 'failure'], (state) => {
    setText(ref(root, 'count', HTMLElement), state.failure ? '' : countText(state))
    setText(ref(root, 'undated', HTMLElement), undatedText(state))
    if (state.answer || !state.loading) {
      setText(ref(root, 'unlocated', HTMLElement), unlocatedText(state))
    }
    root.dataset.loading = String(state.loading)
    list.hidden = state.failure !== null
  })
  showLevels(root, store)
  showEmpty(root, store)
  showFailure(root, store, retry)
}
