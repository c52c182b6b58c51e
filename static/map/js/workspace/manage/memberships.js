import { gettext } from '../../core/i18n.js'
import { ref } from '../../ui/dom.js'
import { Combobox } from '../combobox.js'
import { describe } from './picker.js'

/**
 * @typedef {import('../combobox.js').Choice} Choice
 * @typedef {{organisation: string, focal_point: boolean}} Membership
 */

/** Several organisations, each with whether one is its focal point.
 * @param {HTMLElement} fieldset
 * @param {import('../editor/organisations.js').Organisations} organisations */
export function bindMemberships(fieldset, organisations) {
  const root = ref(fieldset, 'picker', HTMLElement)
  const list = ref(fieldset, 'chosen', HTMLElement)
  const hidden = /** @type {HTMLInputElement} */ (fieldset.querySelector('input[type="hidden"]'))
  /** @type {Membership[]} */
  let chosen = []

  /** @param {Membership[]} memberships */
  function keep(memberships) {
    chosen = memberships
    hidden.value = JSON.stringify(chosen)
    list.hidden = chosen.length === 0
  }

  const { picker: id = '', label = '' } = root.dataset
  const box = new Combobox(root, {
    id,
    label,
    find: (q) => organisations.find(q),
    choose(choice) {
      if (!choice) return
      box.show('')
      box.input.value = ''
      if (chosen.some(({ organisation }) => organisation === choice.value)) return
      const membership = { organisation: choice.value, focal_point: false }
      list.append(
        row(choice, {
          focal(checked) {
            membership.focal_point = checked
            keep(chosen)
          },
          remove() {
            keep(chosen.filter((each) => each !== membership))
            box.input.focus()
          },
        }),
      )
      keep([...chosen, membership])
    },
  })
  describe(box.input)
}

/** @param {Choice} choice
 * @param {{focal: (checked: boolean) => void, remove: () => void}} acts */
function row(choice, { focal, remove }) {
  const item = document.createElement('li')
  item.className = 'row'
  const name = document.createElement('p')
  name.className = 'row-title'
  name.dir = 'auto'
  name.textContent = choice.label
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'button'
  button.textContent = gettext('Retirer')
  button.setAttribute('aria-label', gettext('Retirer : %(name)s', { name: choice.label }))
  button.addEventListener('click', () => {
    item.remove()
    remove()
  })
  item.append(name, button, focalPoint(choice, focal))
  return item
}

/** @param {Choice} choice @param {(checked: boolean) => void} focal */
function focalPoint(choice, focal) {
  const label = document.createElement('label')
  label.className = 'check'
  const box = document.createElement('input')
  box.type = 'checkbox'
  box.setAttribute('aria-label', gettext('Point focal : %(name)s', { name: choice.label }))
  box.addEventListener('change', () => focal(box.checked))
  label.append(box, gettext('Point focal'))
  return label
}
