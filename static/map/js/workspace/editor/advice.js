import { gettext } from '../../core/i18n.js'

/** @type {[RegExp, () => string][]} */
const WORDS = [
  [
    /is before `start_date`/,
    () => gettext('La fin précède le début : corrigez l’une des deux dates.'),
  ],
  [
    /write a date as/,
    () => gettext('Écrivez l’année sur quatre chiffres ; le mois et le jour sont facultatifs.'),
  ],
  [/the year must be between/, () => gettext('L’année doit être comprise entre 1900 et 2100.')],
  [/the month must be/, () => gettext('Le mois va de 01 à 12.')],
  [/the day must be/, () => gettext('Ce jour n’existe pas dans ce mois.')],
  [
    /`title\.fr` is missing|needs at least one language/,
    () => gettext('Il manque le texte en français.'),
  ],
  [
    /given together/,
    () => gettext('Le titre d’origine et sa langue vont ensemble : donnez les deux, ou aucun.'),
  ],
  [/needs a `partner_kind`/, () => gettext('Choisissez la sorte de partenaire.')],
  [
    /an organisation and role/,
    () => gettext('Cet organisme a déjà ce rôle : gardez une seule des deux lignes.'),
  ],
  [/needs `region`/, () => gettext('Choisissez la région.')],
  [/needs `province`/, () => gettext('Choisissez la province ou la préfecture.')],
  [
    /needs `(point|exactness)`/,
    () => gettext('Placez le point sur la carte, ou choisissez une province ou une région.'),
  ],
  [/`country` is `MA`|ISO 3166-1/, () => gettext('Choisissez le pays.')],
  [
    /the point lies|outside/,
    () =>
      gettext('Le point n’est pas dans cette région ou cette province : corrigez l’un ou l’autre.'),
  ],
  [/this province lies in/, () => gettext('Cette province n’est pas dans cette région.')],
  [
    /amount|plain number|18 digits/,
    () =>
      gettext(
        'Écrivez un montant au-dessus de zéro, avec deux décimales au plus : 1250000 ou 1250000,50.',
      ),
  ],
  [/ISO 4217|currency/, () => gettext('Choisissez la devise.')],
  [/needs a `url`, or a `title`/, () => gettext('Donnez l’adresse de la source, ou son titre.')],
  [/http|address/i, () => gettext('Écrivez l’adresse entière, qui commence par https://.')],
  [/at most|too long/, () => gettext('Ce texte est trop long.')],
  [/part of itself/, () => gettext('Un projet ne peut pas faire partie de lui-même.')],
  [/was merged into|has no organisation/, () => gettext('Choisissez un organisme de la liste.')],
  [
    /is retired from the list|not a code/,
    () => gettext('Choisissez une autre valeur de la liste.'),
  ],
  [/no project has this identifier/, () => gettext('Choisissez un programme de la liste.')],
  [
    /itself a part|inside each other/,
    () => gettext('Ce programme fait déjà partie de ce projet : choisissez-en un autre.'),
  ],
]
const TO_FILL =
  /^write (a text|a number|an object)|is required|field is missing|Input should be|valid (string|number)/

/** @param {string} pointer of a member of an item */
function memberName(pointer) {
  /** @type {Record<string, string>} */
  const names = {
    name: gettext('Nom du lieu'),
    url: gettext('Adresse (URL)'),
    title: gettext('Titre'),
    organisation: gettext('Organisme'),
    role: gettext('Rôle'),
    value: gettext('Montant'),
    currency: gettext('Devise'),
    scope: gettext('Ce que couvre le montant'),
    country: gettext('Pays'),
  }
  return names[pointer.split('/').at(-1) ?? '']
}

/** The server explains in English; what readers meet often is said in their language.
 * @param {{detail: string, pointer?: string}} error */
export function advice({ detail, pointer = '' }) {
  const member = memberName(pointer)
  if (TO_FILL.test(detail) || (member && /ISO (3166|4217)/.test(detail))) {
    return member
      ? gettext('%(member)s : à remplir.', { member })
      : gettext('Ce champ est à remplir.')
  }
  const known = WORDS.find(([pattern]) => pattern.test(detail))
  return known ? known[1]() : gettext('Cette valeur n’est pas acceptée : %(detail)s', { detail })
}
