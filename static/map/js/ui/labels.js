import { gettext } from '../core/i18n.js'

/** @typedef {import('../core/types.js').State} State */

/** Acronym of each organisation that has one: readers look for AECID, not for its full name.
 * @param {State} state @returns {Map<string, string>} */
export function acronyms({ projects }) {
  /** @type {Map<string, string>} */
  const found = new Map()
  for (const { properties } of projects?.features ?? []) {
    for (const { organisation, acronym } of properties.participations) {
      if (acronym) found.set(organisation, acronym)
    }
  }
  return found
}

/** The name of a value as the answer gives it; the value itself until an answer has come.
 * @param {State} state @param {string} name @param {string} value */
export function valueLabel({ answer }, name, value) {
  return answer?.facets[name]?.find((item) => item.value === value)?.label ?? value
}

/** @param {State} state @param {string} name @param {string} value */
export function chipLabel(state, name, value) {
  if (name === 'q') return gettext('« %(text)s »', { text: value })
  if (name === 'year_from') return gettext('à partir de %(year)s', { year: value })
  if (name === 'year_to') return gettext('jusqu’en %(year)s', { year: value })
  const label = valueLabel(state, name, value)
  return label === value ? `${name} : ${value}` : label
}
