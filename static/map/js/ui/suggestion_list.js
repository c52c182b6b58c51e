import { formatNumber, gettext } from '../core/i18n.js'
import { grouped } from '../core/suggestions.js'

/** @typedef {import('../core/suggestions.js').Suggestion} Suggestion */

/** @param {string} kind */
function kindName(kind) {
  /** @type {Record<string, string>} */
  const names = {
    project: gettext('Projets'),
    organisation: gettext('Organismes'),
    region: gettext('Régions'),
    province: gettext('Provinces et préfectures'),
    place: gettext('Lieux'),
  }
  return names[kind] ?? kind
}

/** @param {string} className @param {string} text */
function part(className, text) {
  const made = document.createElement('span')
  made.className = className
  made.textContent = text
  made.dir = 'auto'
  return made
}

/** @param {Suggestion} item @param {number} i */
function optionOf({ kind, label, label_lang, acronym, detail, count }, i) {
  const option = document.createElement('div')
  option.id = `suggestion-${i}`
  option.className = 'suggestion'
  option.setAttribute('role', 'option')
  option.setAttribute('aria-selected', 'false')
  const title = part('suggestion-label', label)
  title.lang = label_lang
  title.dir = label_lang === 'ar' ? 'rtl' : 'ltr'
  option.append(title)
  if (acronym && !label.includes(acronym)) option.append(part('suggestion-acronym', acronym))
  const rest = [detail, kind === 'project' ? null : formatNumber(count)].filter(Boolean).join(' · ')
  if (rest) option.append(part('suggestion-detail', rest))
  return option
}

/** @param {Suggestion[]} items */
export function suggestionGroups(items) {
  /** @type {{option: HTMLElement, item: Suggestion}[]} */
  const options = []
  const groups = grouped(items).map(({ kind, items: held }) => {
    const group = document.createElement('div')
    group.setAttribute('role', 'group')
    const title = document.createElement('div')
    title.className = 'suggestion-kind'
    title.id = `suggestions-${kind}`
    title.textContent = kindName(kind)
    title.setAttribute('role', 'presentation')
    group.setAttribute('aria-labelledby', title.id)
    group.append(title)
    for (const item of held) {
      const option = optionOf(item, options.length)
      options.push({ option, item })
      group.append(option)
    }
    return group
  })
  return { groups, options }
}
