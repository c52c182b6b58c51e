import { applyFilter } from '../core/actions.js'

/** @typedef {import('../core/store.js').Store} Store */

const TYPING = 250

/** A field that is a filter of one value.
 * @param {HTMLInputElement} input @param {Store} store @param {string} name
 * @param {(text: string) => boolean} valid */
export function followTyping(input, store, name, valid) {
  let timer = 0
  const apply = () => {
    window.clearTimeout(timer)
    const text = input.value.trim()
    if (valid(text) && text !== (store.state.filters[name]?.[0] ?? '')) {
      applyFilter(store, name, [text])
    }
  }
  input.addEventListener('input', () => {
    window.clearTimeout(timer)
    timer = window.setTimeout(apply, TYPING)
  })
  input.addEventListener('change', apply)
  store.watch(['filters'], ({ filters }) => {
    const value = filters[name]?.[0] ?? ''
    if (document.activeElement !== input || value === '') input.value = value
  })
}
