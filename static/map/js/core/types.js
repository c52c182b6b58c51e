/**
 * Shapes of the public API and of the page, for the type checker only.
 *
 * @typedef {{value: string, label: string, count: number}} FacetValue
 * @typedef {Record<string, FacetValue[]>} Facets
 * @typedef {{value: number, currency: string}} Money
 * @typedef {{
 *   organisation: string, name: string, acronym: string | null, role: string,
 *   partner_kind: string | null, contribution: Money | null,
 * }} Participation
 * @typedef {{
 *   identifier: string, slug: string, title: string, title_lang: string, acronym: string | null,
 *   activity_status: string | null, start_date: string | null, end_date: string | null,
 *   themes: string[], regions: string[], provinces: string[], levels: string[],
 *   participations: Participation[], budget: (Money & {scope: string}) | null, url: string,
 * }} ProjectItem
 * @typedef {{
 *   numberMatched: number, numberReturned: number, items: ProjectItem[],
 *   facets: Facets, numberUndated?: number,
 * }} Answer
 * @typedef {[number, number]} Position  longitude, latitude
 * @typedef {{type: 'Polygon', coordinates: Position[][]}
 *   | {type: 'MultiPolygon', coordinates: Position[][][]}} Area
 * @typedef {{type: 'Point', coordinates: Position} | {type: 'MultiPoint', coordinates: Position[]}} Points
 * @typedef {{code: string, name: string, projects: number}} RegionProperties
 * @typedef {{type: 'Feature', id: string, geometry: Area, properties: RegionProperties}} RegionFeature
 * @typedef {{type: 'FeatureCollection', features: RegionFeature[]}} Regions
 * @typedef {{type: 'Feature', id: string, geometry: Points | null, properties: ProjectItem}} ProjectFeature
 * @typedef {{type: 'FeatureCollection', features: ProjectFeature[]}} Projects
 *
 * @typedef {{lat: number, lon: number, zoom: number}} View
 * @typedef {Record<string, string[]>} Filters  only filters that are set, each with its values
 * @typedef {{filters: Filters, project: string | null, view: View | null}} UrlState
 * @typedef {{kind: 'network' | 'refused' | 'server', detail: string}} Failure
 * @typedef {UrlState & {
 *   answer: Answer | null, loading: boolean, failure: Failure | null,
 *   regions: Regions | null, projects: Projects | null, hovered: string | null,
 * }} State
 *
 * @typedef {{
 *   lang: string, number_locale: string,
 *   urls: {
 *     projects: string, projects_geojson: string, projects_csv: string,
 *     regions: string, neighbours: string | null, project: string,
 *   },
 *   tiles: {url: string} | null,
 *   messages: Record<string, string[]>,
 * }} PageConfig
 */

export {}
