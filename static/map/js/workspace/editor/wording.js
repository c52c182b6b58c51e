import { formatNumber, gettext } from '../../core/i18n.js'
import { isolated } from '../direction.js'
import { parsePath } from './paths.js'

/** @typedef {import('./types.js').EditorPage} EditorPage */
/** @typedef {import('./types.js').Value} Value */

const NAMED_BY_LIST = {
  themes: 'theme',
  target_groups: 'target_group',
  migration_dimensions: 'migration_dimension',
}

/** @param {(string | null | undefined)[]} parts */
function joined(...parts) {
  return parts.flatMap((part) => (part ? [isolated(part)] : [])).join(' – ')
}

/** Paths and values in words of the reader's language. */
export class Wording {
  /** @param {EditorPage} page */
  constructor(page) {
    this.page = page
    /** @type {Map<string, string>} slug → name, once they are known */
    this.organisations = new Map()
    this.dates = { month: 'long', year: 'numeric', timeZone: 'UTC' }
  }

  /** @param {string} list @param {string} code */
  label(list, code) {
    return this.page.lists[list]?.find((option) => option.code === code)?.label ?? code
  }

  /** @param {string} code */
  area(code) {
    return this.page.areas.find((area) => area.code === code)?.label ?? code
  }

  /** @param {string} code */
  country(code) {
    return this.page.countries.find((country) => country.code === code)?.label ?? code
  }

  /** @param {string} slug */
  organisation(slug) {
    return this.organisations.get(slug) ?? slug
  }

  /** @param {string} field @param {string} code */
  code(field, code) {
    if (field === 'residence_countries') return this.country(code)
    return this.label(/** @type {Record<string, string>} */ (NAMED_BY_LIST)[field], code)
  }

  /** `title.fr` → Titre (français). @param {string} path @param {Value} [value] */
  path(path, value = null) {
    const { field, key } = parsePath(path)
    const name = this.page.field_names[field] ?? field
    if (key === null) return name
    if (field === 'title' || field === 'description') {
      const languages = { fr: gettext('français'), ar: gettext('arabe'), en: gettext('anglais') }
      const language = /** @type {Record<string, string>} */ (languages)[key]
      return gettext('%(field)s (%(language)s)', { field: name, language })
    }
    const item = value === true || value === null ? this.code(field, key) : this.item(field, value)
    return gettext('%(field)s : %(item)s', { field: name, item })
  }

  /** @param {string} date */
  date(date) {
    const [year, month, day] = date.split('-')
    if (!month || !/^\d{4}-\d{2}(-\d{2})?$/.test(date)) return year
    const options = /** @type {Intl.DateTimeFormatOptions} */ ({
      ...this.dates,
      ...(day ? { day: 'numeric' } : {}),
    })
    const moment = new Date(`${date}${day ? '' : '-01'}T00:00:00Z`)
    return Number.isNaN(moment.getTime())
      ? date
      : new Intl.DateTimeFormat(this.page.number_locale, options).format(moment)
  }

  /** @param {{value: Value, currency: Value}} amount */
  money({ value, currency }) {
    const number = typeof value === 'number' ? formatNumber(value) : String(value ?? '?')
    return `${number} ${currency ?? ''}`.trim()
  }

  /** @param {Record<string, any> | null} text */
  text(text) {
    return text?.[this.page.lang] ?? text?.fr ?? text?.en ?? text?.ar ?? ''
  }

  /** An item of a list on one line. @param {string} field @param {any} item */
  item(field, item) {
    if (field === 'participations') {
      const role = item.partner_kind
        ? this.label('partner_kind', item.partner_kind)
        : this.label('role', item.role)
      const money = item.contribution ? this.money(item.contribution) : null
      const name = item.organisation ? this.organisation(item.organisation) : gettext('à choisir')
      return joined(name, role, money)
    }
    if (field === 'locations') return this.location(item)
    if (field === 'documents' || field === 'sources') return item.title ?? item.url ?? ''
    return this.text(item.text)
  }

  /** @param {any} item */
  location(item) {
    const within = [item.province, item.region].filter(Boolean).map((code) => this.area(code))
    if (item.country && item.country !== 'MA') within.push(this.country(item.country))
    const [lon, lat] = item.point ?? []
    const point = item.point && [lat, lon].map((n) => Number(n).toFixed(4))
    const level = this.label('location_level', item.level)
    return joined(
      item.name,
      level,
      within.join(gettext(', ')),
      point && `\u2066${point.join(', ')}\u2069`,
    )
  }

  /** @param {string} path @param {Value} value */
  value(path, value) {
    const { field, key } = parsePath(path)
    if (value === null) return gettext('rien')
    if (value === true && key) return this.code(field, key)
    if (typeof value === 'boolean') return value ? gettext('oui') : gettext('non')
    if (field === 'start_date' || field === 'end_date') return this.date(String(value))
    if (field === 'activity_status' || field === 'confidence') {
      return this.label(field, String(value))
    }
    if (field === 'steward') return this.organisation(String(value))
    if (field === 'budget') return this.budget(value)
    return typeof value === 'object' ? this.item(field, value) : String(value)
  }

  /** @param {any} budget */
  budget(budget) {
    const scope = budget.scope ? this.label('budget_scope', budget.scope) : null
    return joined(this.money(budget), scope, budget.note)
  }
}
