import { get } from '../api.js'
import { folded } from './plain_fields.js'

/** @typedef {import('../combobox.js').Choice} Choice */

const MOST = 12

/** The organisations of the catalogue, to choose from by any of their names. */
export class Organisations {
  /** @param {string} url */
  constructor(url) {
    this.url = url
    /** @type {{choice: Choice, words: string}[]} */
    this.all = []
    /** @type {Promise<Map<string, string>> | null} */
    this.loading = null
  }

  /** Slug → name. */
  names() {
    this.loading ??= this.#load()
    return this.loading
  }

  async #load() {
    const [data, problem] = await get(this.url)
    if (problem) {
      this.loading = null
      return new Map()
    }
    this.all = data.items.map((/** @type {any} */ item) => {
      const acronym = item.acronym && item.acronym !== item.name ? item.acronym : null
      const label = acronym ? `${item.name} (${acronym})` : item.name
      const words = [item.slug, label, ...Object.values(item.names), ...item.aliases]
      return {
        choice: { value: item.slug, label },
        words: folded(words.filter(Boolean).join(' | ')),
      }
    })
    return new Map(this.all.map(({ choice }) => [choice.value, choice.label]))
  }

  /** Those whose names begin so first. @param {string} q @returns {Promise<Choice[]>} */
  async find(q) {
    await this.names()
    const parts = folded(q).split(/\s+/).filter(Boolean)
    const found = this.all.filter(({ words }) => parts.every((part) => words.includes(part)))
    const rank = (/** @type {string} */ words) =>
      words.split(' | ').some((name) => name.startsWith(parts[0])) ? 0 : 1
    return found
      .sort((a, b) => rank(a.words) - rank(b.words))
      .slice(0, MOST)
      .map(({ choice }) => choice)
  }
}
