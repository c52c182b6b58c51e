import { ref } from '../ui/dom.js'
import { call } from './api.js'

const acts = ref(document, 'acts', HTMLElement)
const told = ref(document, 'told', HTMLElement)
const { lang } = document.documentElement

/** @param {HTMLButtonElement} button */
async function act(button) {
  const { act: name = '', ask } = button.dataset
  if (ask && !window.confirm(ask)) return
  button.disabled = true
  const url = `/api/v1/submissions/${acts.dataset.submission}`
  const version = `"${acts.dataset.version}"`
  const [, problem] =
    name === 'delete'
      ? await call('DELETE', url, { version })
      : await call('POST', `${url}/${name}`, { version })
  if (!problem) {
    const leave = name === 'delete' ? `/${lang}/workspace/submissions` : null
    if (leave) window.location.assign(leave)
    else window.location.reload()
    return
  }
  button.disabled = false
  told.textContent = problem.detail
  told.hidden = false
}

acts.addEventListener('click', ({ target }) => {
  const button = target instanceof Element ? target.closest('button') : null
  if (button) act(button)
})
