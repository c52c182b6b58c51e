import { ORGANISATIONS } from '../core/catalogue.js'
import { formatFigure, gettext } from '../core/i18n.js'

/** @typedef {import('../core/catalogue.js').Catalogue} Catalogue */
/** @typedef {import('../core/types.js').State} State */

/** The name of a value; readers look for AECID, not for its full name, so both are given.
 * @param {Catalogue | null} catalogue @param {string} name @param {string} value */
export function valueLabel(catalogue, name, value) {
  const label = catalogue?.label(name, value) ?? value
  if (!ORGANISATIONS.includes(name)) return label
  const acronym = catalogue?.organisations[value]?.acronym
  return acronym && acronym !== label ? `${label} (${acronym})` : label
}

/** @param {string} amount @param {string | undefined} currency */
function money(amount, currency) {
  return formatFigure(Number(amount), /^[A-Z]{3}$/.test(currency ?? '') ? currency : null)
}

/** @type {Record<string, (value: string, state: State) => string>} */
const PHRASES = {
  q: (text) => gettext('« %(text)s »', { text }),
  year_from: (year) => gettext('à partir de %(year)s', { year }),
  year_to: (year) => gettext('jusqu’en %(year)s', { year }),
  bbox: () => gettext('dans le cadre de la carte'),
  good_practice: (value) =>
    value === 'true' ? gettext('Bonne pratique') : gettext('Sans mention de bonne pratique'),
  budget_known: (value) =>
    value === 'true' ? gettext('Budget connu') : gettext('Budget non connu'),
  budget_min: (amount, { filters }) =>
    gettext('budget d’au moins %(amount)s', { amount: money(amount, filters.currency?.[0]) }),
  budget_max: (amount, { filters }) =>
    gettext('budget d’au plus %(amount)s', { amount: money(amount, filters.currency?.[0]) }),
  currency: (currency) => gettext('budget en %(currency)s', { currency }),
  role: (role, { catalogue }) =>
    gettext('rôle : %(role)s', { role: valueLabel(catalogue, 'role', role) }),
  with_organisation: (slug, { catalogue }) =>
    gettext('avec %(organisation)s', {
      organisation: valueLabel(catalogue, 'with_organisation', slug),
    }),
  year_active: (year) =>
    year === 'unknown' ? gettext('dates non connues') : gettext('actif en %(year)s', { year }),
  year_started: (year) =>
    year === 'unknown' ? gettext('début non connu') : gettext('débuté en %(year)s', { year }),
  implementer: (slug, { catalogue }) =>
    slug === 'unknown'
      ? gettext('Maître d’œuvre non connu')
      : valueLabel(catalogue, 'organisation', slug),
  status: (status, { catalogue }) =>
    status === 'unknown' ? gettext('Statut non connu') : valueLabel(catalogue, 'status', status),
}

/** The words that stand beside the codes of a filter, as app/projects/apart.py has them.
 * @type {Record<string, (name: string) => string>} */
const APART = {
  several: (name) =>
    name === 'province' ? gettext('Plusieurs provinces') : gettext('Plusieurs régions'),
  national: () => gettext('Échelle nationale'),
  abroad: () => gettext('À l’étranger'),
  unknown: (name) =>
    ({
      region: gettext('région non précisée'),
      province: gettext('province non précisée'),
      funder: gettext('Bailleur non connu'),
      theme: gettext('thème non précisé'),
      target_group: gettext('public non précisé'),
      migration_dimension: gettext('dimension migratoire non précisée'),
      residence_country: gettext('pays de résidence non précisé'),
    })[name] ?? gettext('Non précisé'),
}

/** @param {State} state @param {string} name @param {string} value */
export function chipLabel(state, name, value) {
  if (!PHRASES[name] && name !== 'level' && Object.hasOwn(APART, value)) return APART[value](name)
  const label = PHRASES[name]?.(value, state) ?? valueLabel(state.catalogue, name, value)
  return label === value ? gettext('%(name)s : %(text)s', { name, text: value }) : label
}
