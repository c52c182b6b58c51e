import { contains, nearness } from './geometry.js'

/** @typedef {import('./types.js').Position} Position */
/** @typedef {import('./types.js').ProjectFeature} ProjectFeature */
/** @typedef {import('./types.js').Projects} Projects */
/** @typedef {import('./types.js').Regions} Regions */

/** @param {ProjectFeature} project @returns {Position[]} */
export function positions({ geometry }) {
  if (!geometry) return []
  return geometry.type === 'Point' ? [geometry.coordinates] : geometry.coordinates
}

/** @param {Position} point @param {Regions} regions */
function regionOf(point, regions) {
  const within = regions.features.find(({ geometry }) => contains(point, geometry))
  if (within) return within.id
  return regions.features.reduce((a, b) =>
    nearness(point, a.geometry) <= nearness(point, b.geometry) ? a : b,
  ).id
}

/** For each project, the regions where it has an exact place.
 * @param {Projects} projects @param {Regions} regions @returns {Map<string, Set<string>>} */
export function placedRegions(projects, regions) {
  return new Map(
    projects.features.map((project) => [
      project.id,
      new Set(positions(project).map((point) => regionOf(point, regions))),
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
