import { gettext } from '../core/i18n.js'
import { call } from './api.js'
import { bindForm, explain } from './forms.js'
import { installMessages, pageData } from './page.js'

installMessages()

const page = pageData()
const { lang } = document.documentElement
const API = '/api/v1'

/** @param {string} name @param {ParentNode} [within] @returns {HTMLElement | null} */
function ref(name, within = document) {
  return within.querySelector(`[data-ref="${name}"]`)
}

/** @param {FormData} values @param {string[]} names */
function pick(values, ...names) {
  return Object.fromEntries(names.map((name) => [name, values.get(name) ?? '']))
}

/** Instead of the form, what was done.
 * @param {any} _data @param {HTMLFormElement} form */
function replace(_data, form) {
  const done = ref('done')
  form.hidden = true
  if (!done) return
  done.hidden = false
  done.focus()
}

/** Until something is typed again.
 * @param {any} _data @param {HTMLFormElement} form */
function confirm(_data, form) {
  const done = ref('done', form)
  if (!done) return
  done.hidden = false
  const hide = () => {
    done.hidden = true
  }
  form.addEventListener('input', hide, { once: true })
}

const ended = gettext('Ce lien n’est plus valable. Rechargez la page pour savoir que faire.')

bindForm('sign-in', {
  send: (values) =>
    call('POST', `${API}/session`, { body: pick(values, 'email', 'password'), stay: true }),
  done: () => window.location.assign(page.next),
  told: {
    401: gettext('Aucun compte n’a cette adresse et ce mot de passe. Vérifiez les deux.'),
  },
})

bindForm('invitation', {
  send: (values) =>
    call('POST', `${API}/invitations/${encodeURIComponent(page.token)}`, {
      body: pick(values, 'name', 'password', 'language'),
      stay: true,
    }),
  done: (me) => window.location.assign(`/${me.language}/workspace/`),
  told: { 404: ended, 409: gettext('Un compte a déjà cette adresse : connectez-vous.') },
})

bindForm('reset-request', {
  send: (values) => call('POST', `${API}/password-resets`, { body: pick(values, 'email') }),
  done: replace,
})

bindForm('reset', {
  send: (values) =>
    call('POST', `${API}/password-resets/${encodeURIComponent(page.token)}`, {
      body: pick(values, 'password'),
    }),
  done: replace,
  told: { 404: ended },
})

bindForm('profile', {
  send: (values) => call('PATCH', `${API}/me`, { body: pick(values, 'name', 'language') }),
  done(me, form) {
    const shown = document.querySelector('.account-name')
    if (shown) shown.textContent = me.name
    if (me.language === lang) confirm(me, form)
    else window.location.assign(`/${me.language}/workspace/account`)
  },
})

bindForm('password', {
  send: (values) =>
    call('PUT', `${API}/me/password`, {
      body: pick(values, 'current_password', 'new_password'),
    }),
  done(data, form) {
    form.reset()
    confirm(data, form)
  },
})

bindForm('token', {
  send: (values) =>
    call('POST', `${API}/tokens`, {
      body: {
        name: values.get('name'),
        scopes: values.getAll('scopes'),
        expires_in_days: Number(values.get('expires_in_days')),
      },
    }),
  done(created, form) {
    const notice = ref('new-token')
    const code = ref('token')
    if (!notice || !code) return
    code.textContent = created.token
    notice.hidden = false
    notice.focus()
    form.reset()
    const details = form.closest('details')
    if (details) details.open = false
  },
  told: { 409: gettext('Vous avez déjà 20 jetons : révoquez-en un dont vous n’avez plus besoin.') },
})

bindForm('close', {
  send: (values) => call('POST', `${API}/me/anonymisation`, { body: pick(values, 'password') }),
  done: () => window.location.assign(`/${lang}/`),
  told: {
    409: gettext(
      'Vous êtes le dernier administrateur : donnez d’abord ce rôle à quelqu’un d’autre.',
    ),
  },
})

/** Ends what a row stands for, and takes the row away.
 * @param {HTMLButtonElement} button @param {string} path @param {string} problemRef */
async function remove(button, path, problemRef) {
  const row = /** @type {HTMLElement} */ (button.closest('[data-id]'))
  const line = ref(problemRef)
  button.disabled = true
  const [, problem] = await call('DELETE', `${API}/${path}/${row.dataset.id}`)
  if (line) {
    line.hidden = !problem || problem.status === 404
    line.textContent = problem ? explain(problem) : ''
  }
  if (problem && problem.status !== 404) {
    button.disabled = false
    return
  }
  const heading = row.closest('section')?.querySelector('h2')
  row.remove()
  heading?.setAttribute('tabindex', '-1')
  heading?.focus()
}

/** @type {Record<string, (button: HTMLButtonElement) => Promise<void>>} */
const ACTS = {
  'end-session': (button) => remove(button, 'me/sessions', 'sessions-problem'),
  'revoke-token': (button) => remove(button, 'tokens', 'tokens-problem'),
  async 'end-other-sessions'(button) {
    button.disabled = true
    const [, problem] = await call('DELETE', `${API}/me/sessions`)
    if (!problem) return window.location.reload()
    button.disabled = false
    const line = ref('sessions-problem')
    if (!line) return
    line.hidden = false
    line.textContent = explain(problem)
  },
  async 'copy-token'(button) {
    const code = ref('token')
    if (!code) return
    try {
      await navigator.clipboard.writeText(code.textContent ?? '')
      button.textContent = gettext('Copié')
    } catch {
      window.getSelection()?.selectAllChildren(code)
    }
  },
}

for (const button of document.querySelectorAll('button[data-act]')) {
  const act = ACTS[/** @type {HTMLElement} */ (button).dataset.act ?? '']
  if (act) button.addEventListener('click', () => act(/** @type {HTMLButtonElement} */ (button)))
}
