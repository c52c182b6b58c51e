import { gettext } from '../../core/i18n.js'
import { ref } from '../../ui/dom.js'
import { get } from '../api.js'
import { parseCoordinate } from './amounts.js'
import { LocationMap } from './location_map.js'
import { memberControls, memberName } from './members.js'
import { fitLocation, levelHas } from './places.js'
import { tidy } from './plain_fields.js'

/** @typedef {import('./context.js').Context} Context */
/** @typedef {import('./items.js').Card} Card */
/** @typedef {import('./places.js').Location} Location */

/** A place: chosen on the map, or by the lists and figures beside it.
 * @implements {Card} */
class LocationCard {
  /** @param {HTMLElement} body
   * @param {{read: () => Location, write: (item: Location) => void}} item
   * @param {Context} context */
  constructor(body, { read, write }, context) {
    this.body = body
    this.read = read
    this.write = write
    this.context = context
    /** @type {LocationMap | null} */
    this.map = null
    this.hint = ref(body, 'map-hint', HTMLElement)
    this.provinces = /** @type {HTMLSelectElement} */ (
      body.querySelector('[data-member="province"]')
    )
    this.asking = new AbortController()
    for (const control of memberControls(body)) {
      const isText = control instanceof HTMLInputElement
      control.addEventListener(isText ? 'change' : 'input', () => this.typed(control))
      if (isText && memberName(control) === 'name') {
        control.addEventListener('input', () => this.put({ name: tidy(control.value) }, false))
      }
    }
  }

  /** @param {import('./plain_fields.js').Control} control */
  typed(control) {
    const name = memberName(control)
    if (name === 'name') return
    if (name === 'latitude' || name === 'longitude') return this.pointTyped()
    const value = tidy(control.value)
    if (name === 'level') this.put({ level: value ?? 'province' })
    else this.put({ [name]: value })
    if (name === 'level' && value === 'commune' && !this.read().point) {
      this.hint.textContent = gettext(
        'Touchez la carte pour placer le point, ou tapez ses coordonnées.',
      )
    }
  }

  /** @param {string} name */
  coordinate(name) {
    const control = /** @type {HTMLInputElement} */ (
      this.body.querySelector(`[data-member="${name}"]`)
    )
    return parseCoordinate(control.value)
  }

  pointTyped() {
    const [lon, lat] = [this.coordinate('longitude'), this.coordinate('latitude')]
    if (typeof lon === 'number' && typeof lat === 'number') this.place(lon, lat)
    else if (lon === null && lat === null) this.put({ point: null })
    else this.tell(gettext('Donnez les deux coordonnées en degrés, par exemple 34.68 et -1.91.'))
  }

  /** A point falls in a province and its region; at a coarser level it only chooses among these.
   * @param {number} lon @param {number} lat */
  async place(lon, lat) {
    this.asking.abort()
    this.asking = new AbortController()
    const { places } = this.context.page.urls
    const [found, problem] = await get(`${places}&lon=${lon}&lat=${lat}`, this.asking.signal).catch(
      () => [null, { detail: '' }],
    )
    if (problem) return this.tell(problem.detail)
    if (!found.province) {
      return this.tell(
        gettext('Ce point est hors du Maroc : touchez la terre, ou choisissez « à l’étranger ».'),
      )
    }
    const { level } = this.read()
    const at = { region: found.region.code, province: found.province.code }
    if (level === 'region') this.put({ region: at.region }, false)
    else if (level === 'province') this.put(at, false)
    else this.put({ ...at, level: 'commune', point: [lon, lat] }, false)
    this.tell(
      gettext('%(province)s, région %(region)s', {
        province: found.province.name,
        region: found.region.name,
      }),
    )
  }

  /** @param {string} text */
  tell(text) {
    if (text) this.hint.textContent = text
  }

  /** @param {Partial<Location>} change @param {boolean} [frame] */
  put(change, frame = true) {
    const location = fitLocation(this.read(), change, this.context.page.areas)
    this.write(location)
    this.fill(location, frame)
  }

  /** @param {Location} location @param {boolean} [frame] */
  fill(location, frame = true) {
    const { level } = location
    this.#offerProvinces(location.region)
    const [lon, lat] = location.point ?? [null, null]
    const values = { ...location, longitude: lon, latitude: lat }
    for (const control of memberControls(this.body)) {
      const value = /** @type {any} */ (values)[memberName(control)]
      if (control !== document.activeElement || control instanceof HTMLSelectElement) {
        control.value = value === null || value === undefined ? '' : String(value)
      }
    }
    ref(this.body, 'region', HTMLElement).hidden = !levelHas(level, 'region')
    ref(this.body, 'province', HTMLElement).hidden = !levelHas(level, 'province')
    ref(this.body, 'coordinates', HTMLElement).hidden = level !== 'commune'
    ref(this.body, 'country', HTMLElement).hidden = level !== 'abroad'
    this.body.querySelector('.place-map')?.toggleAttribute('hidden', level === 'abroad')
    this.map?.show(location, frame)
  }

  /** @param {string | null} region */
  #offerProvinces(region) {
    if (this.provinces.dataset.region === String(region)) return
    this.provinces.dataset.region = String(region)
    const [none] = this.provinces.options
    const offered = this.context.page.areas.filter(
      ({ parent }) => parent && (!region || parent === region),
    )
    this.provinces.replaceChildren(
      none,
      ...offered
        .sort((a, b) => a.label.localeCompare(b.label, this.context.page.lang))
        .map(({ code, label }) => new Option(label, code)),
    )
  }

  /** The map is made when it is first looked at: a project may have many places. */
  opened() {
    this.map ??= new LocationMap(ref(this.body, 'map', HTMLElement), this.context, (lon, lat) =>
      this.place(lon, lat),
    )
    this.map.show(this.read())
  }
}

/** @type {import('./items.js').CardMaker} */
export function locationCard(body, item, context) {
  return new LocationCard(body, item, context)
}
