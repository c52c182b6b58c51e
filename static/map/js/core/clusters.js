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
  let groups = gather(spots, scale).map((members) => middle(members.map((i) => spots[i])))
  let before = spots.length
  while (groups.length < before) {
    before = groups.length
    const apart = groups
    groups = gather(apart, scale).map((members) =>
      members.length === 1 ? apart[members[0]] : middle(members.flatMap((i) => apart[i].spots)),
    )
  }
  return groups.map(together)
}

/** The first that is not taken takes its neighbours.
 * @param {{x: number, y: number}[]} items @param {number} scale
 * @returns {number[][]} the positions of those that stand together */
function gather(items, scale) {
  const cellOf = (/** @type {number} */ column, /** @type {number} */ row) => column * 1e6 + row
  /** @type {Map<number, number[]>} */
  const cells = new Map()
  items.forEach(({ x, y }, i) => {
    const key = cellOf(Math.floor(x * scale), Math.floor(y * scale))
    const held = cells.get(key)
    if (held) held.push(i)
    else cells.set(key, [i])
  })
  const taken = new Uint8Array(items.length)
  const take = (/** @type {number} */ first) => {
    const { x, y } = items[first]
    const [column, row] = [Math.floor(x * scale), Math.floor(y * scale)]
    /** @type {number[]} */
    const held = []
    for (let at = 0; at < 9; at++) {
      const key = cellOf(column + Math.floor(at / 3) - 1, row + (at % 3) - 1)
      for (const i of cells.get(key) ?? []) {
        const other = items[i]
        if (taken[i] || ((other.x - x) ** 2 + (other.y - y) ** 2) * scale ** 2 > 1) continue
        taken[i] = 1
        held.push(i)
      }
    }
    return held
  }
  return items.flatMap((_, i) => (taken[i] ? [] : [take(i)]))
}

/** @param {Spot[]} spots @returns {Group} */
function middle(spots) {
  let [x, y] = [0, 0]
  for (const each of spots) {
    x += each.x
    y += each.y
  }
  return { x: x / spots.length, y: y / spots.length, spots }
}

/** @param {Group} group @returns {Cluster} */
function together({ spots }) {
  let [lon, lat] = [0, 0]
  for (const { position } of spots) {
    lon += position[0]
    lat += position[1]
  }
  const projects = [...new Set(spots.map(({ project }) => project))]
  /** @type {Position} */
  const at = spots.length === 1 ? spots[0].position : [lon / spots.length, lat / spots.length]
  return { key: `${at}|${projects.join(' ')}`, at, spots, projects }
}
