import { gettext, ngettext } from '../../core/i18n.js'
import { ref, setText } from '../../ui/dom.js'
import { signInAddress } from '../api.js'

/** @typedef {import('./context.js').Context} Context */

/** @param {import('./saver.js').State} state */
function stateText(state) {
  return {
    loading: gettext('Chargement…'),
    saved: gettext('Enregistré'),
    typing: gettext('Modification en cours…'),
    saving: gettext('Enregistrement…'),
    unsaved: gettext('Non enregistré'),
    undecided: gettext('Un choix à faire'),
    closed: gettext('Fermé à la modification'),
  }[state]
}

/** Whether what is typed is kept, how much of the project is known, how many changes there are.
 * @param {ParentNode} page @param {Context} context */
export function startSaveBar(page, { saver, checker, draft, page: data }) {
  const state = ref(page, 'save-state', HTMLElement)
  const help = ref(page, 'save-help', HTMLElement)
  const action = ref(page, 'save-action', HTMLButtonElement)
  const meter = ref(page, 'meter', HTMLMeterElement)
  const meterText = ref(page, 'meter-text', HTMLElement)
  const count = ref(page, 'changes-count', HTMLElement)
  const explain = () => {
    const { problem } = saver
    if (saver.state === 'undecided') {
      const refused = Object.keys(draft.refused).length > 0
      return refused
        ? gettext('Une valeur n’a pas pu être gardée : corrigez le champ marqué.')
        : gettext('Quelqu’un d’autre a modifié le même champ : choisissez plus bas.')
    }
    if (saver.state === 'closed') {
      return gettext(
        'Cette proposition n’est plus un brouillon : ce que vous tapez ici n’est pas gardé.',
      )
    }
    if (saver.state !== 'unsaved' || !problem) return ''
    if (problem.kind === 'network') {
      return gettext(
        'Pas de connexion. Ce que vous tapez reste dans cette page, et partira dès que possible. Ne la fermez pas.',
      )
    }
    if (problem.kind === 'signed_out') {
      return gettext(
        'Votre session est terminée. Connectez-vous dans un autre onglet, puis réessayez : rien n’est perdu ici.',
      )
    }
    return problem.detail
  }
  const act = () => {
    if (saver.state === 'closed') return window.location.assign(data.urls.view)
    if (saver.problem?.kind === 'signed_out' && !action.dataset.opened) {
      action.dataset.opened = 'yes'
      window.open(signInAddress(), '_blank', 'noopener')
      setText(action, gettext('Réessayer'))
    } else saver.now()
  }
  action.addEventListener('click', act)
  saver.addEventListener('state', () => {
    state.dataset.state = saver.state
    setText(state, stateText(saver.state))
    const text = explain()
    setText(help, text)
    help.hidden = !text
    action.hidden = saver.state !== 'unsaved' && saver.state !== 'closed'
    if (saver.state === 'closed') setText(action, gettext('Voir la proposition'))
    else if (saver.problem?.kind !== 'signed_out') setText(action, gettext('Réessayer'))
    else if (!action.dataset.opened) setText(action, gettext('Se connecter'))
    if (saver.state === 'saved') delete action.dataset.opened
  })
  checker.addEventListener('checked', () => {
    const { known, of } = /** @type {import('./types.js').Check} */ (checker.check).completeness
    meter.max = of
    meter.value = known
    setText(meterText, gettext('%(known)s sur %(of)s', { known, of }))
  })
  draft.addEventListener('change', () => {
    const changes = draft.changedPaths().length
    setText(count, changes ? String(changes) : '')
    const spoken = ngettext('%(n)s modification', '%(n)s modifications', changes)
    count.setAttribute('aria-label', changes ? spoken : '')
  })
}
