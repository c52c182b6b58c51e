/** @typedef {import('./types.js').Area} Area */
/** @typedef {import('./types.js').Position} Position */

/** @param {Area} area @returns {Position[][][]} */
function polygons(area) {
  return area.type === 'Polygon' ? [area.coordinates] : area.coordinates
}

/** @param {Position} point @param {Position[]} ring */
function inRing([x, y], ring) {
  let inside = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i]
    const [xj, yj] = ring[j]
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside
  }
  return inside
}

/** @param {Position} point @param {Area} area */
export function contains(point, area) {
  return polygons(area).some(
    ([outer, ...holes]) => inRing(point, outer) && !holes.some((hole) => inRing(point, hole)),
  )
}

/** Squared distance to the nearest corner; enough to attach a point of the coast to its region.
 * @param {Position} point @param {Area} area */
export function nearness([x, y], area) {
  let best = Number.POSITIVE_INFINITY
  for (const [outer] of polygons(area)) {
    for (const [px, py] of outer) best = Math.min(best, (px - x) ** 2 + (py - y) ** 2)
  }
  return best
}

/** @param {Position[]} ring */
function bounds(ring) {
  const xs = ring.map(([x]) => x)
  const ys = ring.map(([, y]) => y)
  return {
    west: Math.min(...xs),
    east: Math.max(...xs),
    south: Math.min(...ys),
    north: Math.max(...ys),
  }
}

/** A stretch of one latitude inside an area.
 * @typedef {{point: Position, width: number}} Stretch */

/** Places for a label: at several latitudes of the largest polygon the middle of its widest
 * stretch, the widest first.
 * @param {Area} area @returns {Stretch[]} */
export function labelPlaces(area) {
  const size = (/** @type {Position[]} */ ring) => {
    const { west, east, south, north } = bounds(ring)
    return (east - west) * (north - south)
  }
  const [outer] = polygons(area).reduce((a, b) => (size(a[0]) >= size(b[0]) ? a : b))
  const { south, north } = bounds(outer)
  /** @type {Stretch[]} */
  const places = []
  for (let step = 2; step <= 18; step++) {
    const y = south + ((north - south) * step) / 20
    const xs = crossings(outer, y)
    for (let i = 0; i + 1 < xs.length; i += 2) {
      places.push({ point: [(xs[i] + xs[i + 1]) / 2, y], width: xs[i + 1] - xs[i] })
    }
  }
  return places.sort((a, b) => b.width - a.width).slice(0, 12)
}

/** @param {Position[]} ring @param {number} y */
function crossings(ring, y) {
  const xs = []
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i]
    const [xj, yj] = ring[j]
    if (yi > y !== yj > y) xs.push(((xj - xi) * (y - yi)) / (yj - yi) + xi)
  }
  return xs.sort((a, b) => a - b)
}
