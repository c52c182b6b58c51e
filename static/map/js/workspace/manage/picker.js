import { Combobox } from '../combobox.js'

/** @typedef {import('../editor/organisations.js').Organisations} Organisations */

/** Describes the input that people see as the field around it says.
 * @param {HTMLInputElement} input */
export function describe(input) {
  const ids = [`${input.id}-hint`, `${input.id}-problem`].filter((id) =>
    document.getElementById(id),
  )
  input.setAttribute('aria-describedby', ids.join(' '))
}

/** One organisation; its slug goes to the hidden control of the same field.
 * @param {HTMLElement} root @param {Organisations} organisations */
export function bindPicker(root, organisations) {
  const { picker: id = '', label = '' } = root.dataset
  const hidden = document.querySelector(`input[data-shown="${id}"]`)
  if (!(hidden instanceof HTMLInputElement)) return
  hidden.disabled = false
  const box = new Combobox(root, {
    id,
    label,
    find: (q) => organisations.find(q),
    choose(choice) {
      hidden.value = choice?.value ?? ''
    },
  })
  describe(box.input)
}
