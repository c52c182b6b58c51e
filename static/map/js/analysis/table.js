// The link and the paper of a cross table; the page does without.

import { ref, setText } from '../ui/dom.js'

const actions = document.querySelector('[data-ref=table-actions]')
if (actions instanceof HTMLElement) {
  const said = ref(actions, 'said', HTMLElement)
  const { done = '', refused = '' } = said.dataset
  actions.hidden = false
  ref(actions, 'print', HTMLButtonElement).addEventListener('click', () => window.print())
  ref(actions, 'copy', HTMLButtonElement).addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(window.location.href)
      setText(said, done)
    } catch {
      setText(said, refused)
    }
  })
}
