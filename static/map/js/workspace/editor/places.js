/** What a location of each level has: pure.
 * @typedef {{
 *   id: string, level: string, region: string | null, province: string | null,
 *   country: string | null, name: string | null, point: [number, number] | null,
 *   exactness: string | null, point_source: string | null,
 * }} Location
 * @typedef {{code: string, parent: string | null, own_name: string}} Area
 */

/** @type {Record<string, (keyof Location)[]>} */
const HAS = {
  commune: ['region', 'province', 'point', 'exactness', 'point_source'],
  province: ['region', 'province'],
  region: ['region'],
  national: [],
  abroad: [],
}

/** @param {string} level @param {keyof Location} member */
export function levelHas(level, member) {
  return (HAS[level] ?? []).includes(member)
}

/** The name that a place has by itself, in French as the catalogue keeps it; a commune has none.
 * @param {Location} location @param {Area[]} areas */
function ownName({ level, region, province }, areas) {
  if (level === 'national') return 'Maroc'
  const code = level === 'region' ? region : level === 'province' ? province : null
  return areas.find((area) => area.code === code)?.own_name ?? null
}

/** The location with some members changed, and the others fitted to them: what its level does not
 * have is null, a province brings its region, a name that came by itself follows.
 * @param {Location} before @param {Partial<Location>} change @param {Area[]} areas
 * @returns {Location} */
export function fitLocation(before, change, areas) {
  const after = { ...before, ...change }
  if (change.province) {
    after.region = areas.find((area) => area.code === change.province)?.parent ?? after.region
  }
  const within = areas.find((area) => area.code === after.province)
  if (within && within.parent !== after.region) after.province = null
  for (const member of /** @type {const} */ (['region', 'province', 'point', 'point_source'])) {
    if (!levelHas(after.level, member)) after[member] = null
  }
  if (after.point !== before.point) after.point_source = null
  after.exactness = after.level === 'commune' ? (after.exactness ?? '2') : null
  if (after.level !== 'abroad') after.country = 'MA'
  else if (after.country === 'MA') after.country = null
  const named = after.name === null || after.name === ownName(before, areas)
  if (named && !('name' in change)) after.name = ownName(after, areas)
  return after
}
