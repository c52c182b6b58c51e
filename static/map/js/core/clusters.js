/** @typedef {import('./types.js').Position} Position */

/** A place on the map: longitude, latitude, and which project is there.
 * @typedef {{x: number, y: number, position: Position, project: string}} Spot
 *   `x` and `y` in the Mercator plane, 1 wide
 * @typedef {{x: number, y: number, spots: Spot[]}} Group
 * @typedef {{key: string, at: Position, spots: Spot[], projects: string[]}} Cluster */

/** @param {Position} position @param {string} project @returns {Spot} */
export function spot(position, project) {
  const [lon, lat] = position
  const sine = Math.sin((lat * Math.PI) / 180)
  const y = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)
  return { x: lon / 360 + 0.5, y, position, project }
}

/** Spots nearer one another than `radius` pixels stand together, in their middle; then those whose
 * middles are too near, until none hides another. The same spots always give the same clusters.
 * @param {Spot[]} spots @param {number} zoom @param {number} radius @returns {Cluster[]} */
export function cluster(spots, zoom, radius) {
  const scale = (256 * 2 ** zoom) / radius
  let groups = spots.map((each) => ({ x: each.x, y: each.y, spots: [each] }))
  let before = Number.POSITIVE_INFINITY
  while (groups.length < before) {
    before = groups.length
    groups = gather(groups, scale)
  }
  return groups.map(together)
}

/** The first group that is not taken takes its neighbours.
 * @param {Group[]} groups @param {number} scale @returns {Group[]} */
function gather(groups, scale) {
  /** @type {Map<number, Group[]>} */
  const cells = new Map()
  const cell = (/** @type {number} */ column, /** @type {number} */ row) => column * 1e6 + row
  for (const each of groups) {
    const key = cell(Math.floor(each.x * scale), Math.floor(each.y * scale))
    const held = cells.get(key)
    if (held) held.push(each)
    else cells.set(key, [each])
  }
  const taken = new Set()
  /** @type {Group[]} */
  const gathered = []
  for (const first of groups) {
    if (taken.has(first)) continue
    /** @type {Group[]} */
    const held = []
    const [column, row] = [Math.floor(first.x * scale), Math.floor(first.y * scale)]
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        for (const other of cells.get(cell(column + dx, row + dy)) ?? []) {
          if (taken.has(other)) continue
          if (((other.x - first.x) ** 2 + (other.y - first.y) ** 2) * scale ** 2 > 1) continue
          taken.add(other)
          held.push(other)
        }
      }
    }
    gathered.push(held.length === 1 ? first : middle(held.flatMap(({ spots }) => spots)))
  }
  return gathered
}

/** @param {Spot[]} spots @returns {Group} */
function middle(spots) {
  const mean = (/** @type {'x' | 'y'} */ axis) =>
    spots.reduce((sum, each) => sum + each[axis], 0) / spots.length
  return { x: mean('x'), y: mean('y'), spots }
}

/** @param {Group} group @returns {Cluster} */
function together({ spots }) {
  const mean = (/** @type {0 | 1} */ axis) =>
    spots.reduce((sum, { position }) => sum + position[axis], 0) / spots.length
  const projects = [...new Set(spots.map(({ project }) => project))]
  /** @type {Position} */
  const at = spots.length === 1 ? spots[0].position : [mean(0), mean(1)]
  return { key: `${at}|${projects.join(' ')}`, at, spots, projects }
}
