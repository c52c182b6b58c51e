import { contains, nearness } from './geometry.js'

/** @typedef {import('./types.js').Position} Position */
/** @typedef {import('./types.js').Project} Project */
/** @typedef {import('./types.js').Regions} Regions */

/** @param {Position} point @param {Regions} regions */
function regionOf(point, regions) {
  const within = regions.features.find(({ geometry }) => contains(point, geometry))
  if (within) return within.id
  return regions.features.reduce((a, b) =>
    nearness(point, a.geometry) <= nearness(point, b.geometry) ? a : b,
  ).id
}

/** For each project, the regions where it has an exact place. A point of a project that is in one
 * region only is there.
 * @param {Project[]} projects @param {Regions} regions @returns {Map<string, Set<string>>} */
export function placedRegions(projects, regions) {
  /** @type {Map<string, string>} */
  const known = new Map()
  const find = (/** @type {Position} */ point) => {
    const code = known.get(`${point}`) ?? regionOf(point, regions)
    known.set(`${point}`, code)
    return code
  }
  return new Map(
    projects.map(({ identifier, points, regions: codes }) => [
      identifier,
      new Set(points.length > 0 && codes.length === 1 ? codes : points.map(find)),
    ]),
  )
}

/** For each region, how many of these projects are known to be there but at no exact place.
 * @param {{identifier: string, regions: string[]}[]} items @param {Map<string, Set<string>>} placed
 * @returns {Map<string, number>} */
export function withoutExactPlace(items, placed) {
  /** @type {Map<string, number>} */
  const counts = new Map()
  for (const { identifier, regions } of items) {
    for (const code of regions) {
      if (placed.get(identifier)?.has(code)) continue
      counts.set(code, (counts.get(code) ?? 0) + 1)
    }
  }
  return counts
}
