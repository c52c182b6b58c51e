// The catalogue is that of the server: French is the key, the page brings the translations.

/** @type {Record<string, string[]>} */
let messages = {}
let lang = 'fr'
let numberLocale = 'fr'
const arabic = new Intl.PluralRules('ar')
const CATEGORIES = ['zero', 'one', 'two', 'few', 'many', 'other']

/** @param {{lang: string, number_locale: string, messages: Record<string, string[]>}} config */
export function install(config) {
  messages = config.messages
  lang = config.lang
  numberLocale = config.number_locale
}

/** @type {Map<string, string>} */
const finished = new Map()

/** French, whose spaces before double signs do not break at the end of a line.
 * @param {string} text */
function unbroken(text) {
  const known =
    finished.get(text) ?? text.replace(/ (?=[»:;!?])/g, '\u00a0').replaceAll('« ', '«\u00a0')
  finished.set(text, known)
  return known
}

/** @param {string} text @param {Record<string, string | number>} values */
function fill(text, values) {
  return (lang === 'fr' ? unbroken(text) : text).replace(/%\((\w+)\)s/g, (_, name) =>
    String(values[name]),
  )
}

/** @param {string} message @param {Record<string, string | number>} [values] */
export function gettext(message, values = {}) {
  return fill(messages[message]?.[0] ?? message, values)
}

/** Index of the plural form, in the order of the gettext catalogue of each language.
 * @param {number} n */
function pluralIndex(n) {
  if (lang === 'ar') return CATEGORIES.indexOf(arabic.select(n))
  return lang === 'fr' ? Number(n > 1) : Number(n !== 1)
}

/** The number itself is always available as %(n)s, written as the language does.
 * @param {string} one @param {string} many @param {number} n
 * @param {Record<string, string | number>} [values] */
export function ngettext(one, many, n, values = {}) {
  const forms = messages[one] ?? [one, many]
  const text = forms[pluralIndex(n)] ?? forms[forms.length - 1]
  return fill(text, { n: formatNumber(n), ...values })
}

/** @type {Map<string, Intl.NumberFormat>} made once: making one takes longer than using it often */
const formats = new Map()

/** @param {string} name @param {Intl.NumberFormatOptions} [options] */
function numberFormat(name, options) {
  const key = `${numberLocale} ${name}`
  const known = formats.get(key) ?? new Intl.NumberFormat(numberLocale, options)
  formats.set(key, known)
  return known
}

/** @param {number} n */
export function formatNumber(n) {
  return numberFormat('plain').format(n)
}

/** A figure to read at a glance, not to the last digit.
 * @param {number} n @param {string | null} [currency] */
export function formatFigure(n, currency = null) {
  if (!currency) return numberFormat('figure', { maximumFractionDigits: 1 }).format(n)
  return numberFormat(currency, {
    style: 'currency',
    currency,
    notation: 'compact',
    maximumFractionDigits: 1,
  }).format(n)
}
