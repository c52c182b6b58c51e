const ARABIC_DIGITS = '٠١٢٣٤٥٦٧٨٩'

/** An amount as people write it, in any of our languages: `1 250 000,50`, `1.250.000`, `1,250`.
 * One separator before exactly three digits parts thousands: no amount has three decimals.
 * @param {string} text @returns {number | string | null} the text itself when it is no amount */
export function parseAmount(text) {
  const typed = text
    .trim()
    .replace(/[٠-٩]/g, (digit) => String(ARABIC_DIGITS.indexOf(digit)))
    .replace(/٬/g, ',')
    .replace(/٫/g, '.')
    .replace(/[\s'’]/g, '')
  if (typed === '') return null
  const match = /^(\d+|\d{1,3}(?:([.,])\d{3})(?:\2\d{3})*)(?:[.,](\d{1,2}))?$/.exec(typed)
  if (!match) return text.trim()
  const sameSign = match[2] !== undefined && match[2] === typed[match[1].length]
  if (sameSign) return text.trim()
  return Number(`${match[1].replace(/[.,]/g, '')}.${match[3] ?? '0'}`)
}

/** @param {string} text @returns {number | string | null} */
export function parseCoordinate(text) {
  const typed = text.trim().replace(',', '.')
  if (typed === '') return null
  return /^-?\d{1,3}(\.\d+)?$/.test(typed) ? Number(typed) : text.trim()
}
