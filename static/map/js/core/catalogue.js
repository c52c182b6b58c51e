/** @typedef {import('./types.js').Project} Project */
/** @typedef {import('./types.js').ProjectIndex} ProjectIndex */

/** The values of one filter: those of the project at position i are the places in `values` that
 * `codes` holds from `starts[i]` to before `starts[i + 1]`.
 * @typedef {{values: string[], places: Map<string, number>, starts: Uint32Array,
 *   codes: Uint32Array}} Column */

/** @param {Project} project @param {string} role */
function slugs({ participants }, role) {
  const found = new Set()
  for (const token of participants) {
    const cut = token.indexOf(':')
    if (role === '' || token.slice(0, cut) === role) found.add(token.slice(cut + 1))
  }
  return [...found]
}

/** As the server keeps them: role:slug, :slug in any role, role: for any organisation.
 * @param {Project} project */
function tokens({ participants }) {
  const found = new Set(participants)
  for (const token of participants) {
    const cut = token.indexOf(':')
    found.add(token.slice(cut))
    found.add(token.slice(0, cut + 1))
  }
  return [...found]
}

/** @param {Project} project @param {string} today */
export function activeYears({ active_first: first, active_last: last }, today) {
  if (!first) return []
  const from = Number(first.slice(0, 4))
  const to = Number((last ?? today).slice(0, 4))
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => String(from + i))
}

export const ORGANISATIONS = ['funder', 'organisation', 'with_organisation']

/** @type {Record<string, (project: Project, today: string) => string[]>} */
const VALUES = {
  region: (project) => project.regions,
  province: (project) => project.provinces,
  level: (project) => project.levels,
  funder: (project) => slugs(project, 'funding'),
  organisation: (project) => slugs(project, ''),
  with_organisation: (project) => slugs(project, ''),
  participant: tokens,
  theme: (project) => project.themes,
  target_group: (project) => project.target_groups,
  migration_dimension: (project) => project.migration_dimensions,
  residence_country: (project) => project.residence_countries,
  status: (project) => [project.activity_status ?? 'unknown'],
  good_practice: (project) => [String(project.good_practice ?? false)],
  year: activeYears,
}

/** All published projects, and what each filter needs of them. */
export class Catalogue {
  /** @param {ProjectIndex} index @param {string} [today] */
  constructor(index, today = new Date().toISOString().slice(0, 10)) {
    this.projects = index.projects
    this.labels = index.labels
    this.organisations = index.organisations
    this.today = today
    this.bySlug = new Map(this.projects.map((project) => [project.slug, project]))
    this.byIdentifier = new Map(this.projects.map((project) => [project.identifier, project]))
    this.positions = new Map(this.projects.map(({ identifier }, i) => [identifier, i]))
    this.currencies = new Set(this.projects.flatMap(({ budget }) => budget?.currency ?? []))
    /** @type {Map<string, Column>} */
    this.columns = new Map()
  }

  /** Made when it is first asked for.
   * @param {string} name @returns {Column} */
  column(name) {
    const known = this.columns.get(name)
    if (known) return known
    /** @type {string[]} */
    const values = []
    /** @type {Map<string, number>} */
    const places = new Map()
    const starts = new Uint32Array(this.projects.length + 1)
    /** @type {number[]} */
    const codes = []
    this.projects.forEach((project, i) => {
      for (const value of VALUES[name](project, this.today)) {
        const place = places.get(value) ?? values.push(value) - 1
        places.set(value, place)
        codes.push(place)
      }
      starts[i + 1] = codes.length
    })
    const column = { values, places, starts, codes: Uint32Array.from(codes) }
    this.columns.set(name, column)
    return column
  }

  /** @param {string} name @param {string} value */
  label(name, value) {
    if (ORGANISATIONS.includes(name)) {
      return this.organisations[value]?.name ?? value
    }
    return this.labels[name]?.[value] ?? value
  }

  /** Every programme above a project.
   * @param {Project} project @returns {Project[]} */
  above(project) {
    const found = new Set([project])
    let at = this.byIdentifier.get(project.part_of ?? '')
    while (at && !found.has(at)) {
      found.add(at)
      at = this.byIdentifier.get(at.part_of ?? '')
    }
    return [...found].slice(1)
  }
}
