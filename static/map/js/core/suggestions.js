/** @typedef {{
 *   kind: string, value: string, label: string, label_lang: string, acronym: string | null,
 *   detail: string | null, count: number, url: string,
 * }} Suggestion */

/** Suggestions of one kind are together; the first of each begins a group.
 * @param {Suggestion[]} items @returns {{kind: string, items: Suggestion[]}[]} */
export function grouped(items) {
  /** @type {Map<string, Suggestion[]>} */
  const groups = new Map()
  for (const item of items) groups.set(item.kind, [...(groups.get(item.kind) ?? []), item])
  return [...groups].map(([kind, held]) => ({ kind, items: held }))
}

/** The option that a key leads to; -1 is the field itself.
 * @param {string} key @param {number} at @param {number} count */
export function optionOfKey(key, at, count) {
  const around = count + 1
  if (key === 'ArrowDown') return ((at + 2) % around) - 1
  if (key === 'ArrowUp') return ((at + 1 + count) % around) - 1
  return null
}
