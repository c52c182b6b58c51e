import { gettext } from '../../core/i18n.js'
import { ref } from '../../ui/dom.js'
import { Combobox } from '../combobox.js'
import { bindMembers, fillMember, memberControls, memberName } from './members.js'
import { LANGUAGES } from './paths.js'
import { tidy } from './plain_fields.js'

/** @typedef {import('./items.js').CardMaker} CardMaker */

/** Titles and addresses: documents and sources. @type {CardMaker} */
export function linkCard(body, { read, write }) {
  bindMembers(body, read, write)
  return {
    fill: (item) => {
      for (const control of memberControls(body)) fillMember(control, item)
    },
  }
}

/** A text in three languages: objectives, results, doubts. @type {CardMaker} */
export function textCard(body, { read, write }) {
  const controls = memberControls(body)
  for (const control of controls) {
    control.addEventListener('input', () => {
      const item = read()
      const text = { ...item.text, [memberName(control)]: tidy(control.value) }
      // States follow from the texts, on the server; one without a text would be refused.
      const states = Object.entries(text.states ?? {}).filter(
        ([language]) => text[language] !== null,
      )
      text.states = Object.fromEntries(states)
      const empty = LANGUAGES.every((language) => text[language] === null)
      write(empty ? null : { ...item, text })
    })
  }
  return {
    fill: (item) => {
      for (const control of controls) control.value = item.text?.[memberName(control)] ?? ''
    },
  }
}

/** An organisation in a role. @type {CardMaker} */
export function participationCard(body, { read, write }, context) {
  const kind = ref(body, 'kind', HTMLElement)
  const showKind = (/** @type {any} */ item) => {
    kind.hidden = item.role !== 'partner'
  }
  const put = (/** @type {any} */ item) => {
    const partner_kind = item.role === 'partner' ? item.partner_kind : null
    const written = { ...item, partner_kind }
    showKind(written)
    write(written)
  }
  const box = new Combobox(ref(body, 'organisation', HTMLElement), {
    label: gettext('Organisme'),
    find: (q) => context.organisations.find(q),
    choose: (choice) => put({ ...read(), organisation: choice?.value ?? null }),
  })
  bindMembers(body, read, put)
  return {
    fill: (item) => {
      for (const control of memberControls(body)) fillMember(control, item)
      showKind(item)
      box.show(item.organisation ? context.wording.organisation(item.organisation) : '')
    },
  }
}

/** What an item of each list has before anything is typed.
 * @type {Record<string, (id: string) => any>} */
export const BLANKS = {
  objectives: textBlank,
  results: textBlank,
  uncertain: textBlank,
  documents: (id) => ({ id, title: null, url: null }),
  sources: (id) => ({
    id,
    url: null,
    title: null,
    supports: [],
    evidence: null,
    accessed_at: new Date().toISOString().slice(0, 10),
    archive_url: null,
  }),
  participations: (id) => ({
    id,
    organisation: null,
    role: 'funding',
    partner_kind: null,
    contribution: null,
  }),
  locations: (id) => ({
    id,
    level: 'province',
    region: null,
    province: null,
    country: 'MA',
    name: null,
    point: null,
    exactness: null,
    point_source: null,
  }),
}

/** @param {string} id */
function textBlank(id) {
  return { id, text: { fr: null, ar: null, en: null, states: {} } }
}
