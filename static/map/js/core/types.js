/**
 * Shapes of the public API and of the page, for the type checker only.
 *
 * @typedef {{value: string, label: string, count: number}} FacetValue
 * @typedef {[number, number]} Position  longitude, latitude
 * @typedef {{value: number, currency: string, scope: string}} Budget
 * @typedef {{
 *   identifier: string, slug: string, title: string, title_lang: string, acronym: string | null,
 *   activity_status: string | null, start_date: string | null, end_date: string | null,
 *   active_first: string | null, active_last: string | null,
 *   themes: string[], target_groups: string[], migration_dimensions: string[],
 *   residence_countries: string[], regions: string[], provinces: string[], levels: string[],
 *   participants: string[], budget: Budget | null, good_practice: boolean | null,
 *   last_confirmed_at: string | null, part_of: string | null, points: Position[],
 * }} Project  `participants` are `role:organisation`
 * @typedef {{name: string, acronym: string | null}} Organisation
 * @typedef {{
 *   labels: Record<string, Record<string, string>>,
 *   organisations: Record<string, Organisation>, projects: Project[],
 * }} ProjectIndex  projects by title
 * @typedef {{
 *   items: Project[], positions: number[], numberMatched: number, numberUndated: number,
 *   facet: (name: string) => FacetValue[], beside: (name: string) => Project[],
 * }} Answer
 *
 * @typedef {{type: 'Polygon', coordinates: Position[][]}
 *   | {type: 'MultiPolygon', coordinates: Position[][][]}} Area
 * @typedef {{code: string, name: string, population_2024: number | null}} RegionProperties
 * @typedef {{type: 'Feature', id: string, geometry: Area, properties: RegionProperties}} RegionFeature
 * @typedef {{type: 'FeatureCollection', features: RegionFeature[]}} Regions
 *
 * @typedef {{lat: number, lon: number, zoom: number}} View
 * @typedef {Record<string, string[]>} Filters  only filters that are set, each with its values
 * @typedef {{
 *   filters: Filters, project: string | null, view: View | null, sort: string | null,
 *   measure: string,
 * }} UrlState
 * @typedef {{kind: 'network' | 'refused' | 'server', detail: string}} Failure
 * @typedef {UrlState & {
 *   answer: Answer | null, loading: boolean, failure: Failure | null,
 *   regions: Regions | null, catalogue: import('./catalogue.js').Catalogue | null,
 *   hovered: string | null, bounds: string | null, brushing: boolean,
 * }} State
 *
 * @typedef {{
 *   lang: string, number_locale: string,
 *   urls: {
 *     index: string, identifiers: string, suggestions: string, regions: string,
 *     neighbours: string | null, project: string,
 *     map: string, embed: string,
 *   },
 *   cities: {name: string, lat: number, lon: number, rank: number}[],
 *   tiles: {url: string} | null,
 *   messages: Record<string, string[]>,
 * }} PageConfig
 */

export {}
