/** A class of the map: values from `min` to `max`, both included.
 * @typedef {{min: number, max: number, regions: number}} Class */

/** Sum of squared deviations of sorted values[from..to].
 * @param {number[]} values @param {number} from @param {number} to */
function spread(values, from, to) {
  const part = values.slice(from, to + 1)
  const mean = part.reduce((sum, v) => sum + v, 0) / part.length
  return part.reduce((sum, v) => sum + (v - mean) ** 2, 0)
}

/** Natural breaks (Fisher-Jenks), exact: classes hold the values that are nearest one another,
 * so that two regions of one shade are really alike. Zero is never in a class.
 * @param {number[]} counts @param {number} [wanted] @returns {Class[]} */
export function naturalClasses(counts, wanted = 5) {
  const values = counts.filter((count) => count > 0).sort((a, b) => a - b)
  const k = Math.min(wanted, new Set(values).size)
  if (k === 0) return []
  /** @type {{cost: number, starts: number[]}[]} best division of values[0..i] */
  let best = values.map((_, i) => ({ cost: spread(values, 0, i), starts: [0] }))
  for (let classes = 2; classes <= k; classes++) {
    const before = best
    best = values.map((_, i) => {
      let found = { cost: Number.POSITIVE_INFINITY, starts: [0] }
      for (let start = classes - 1; start <= i; start++) {
        if (values[start] === values[start - 1]) continue
        const cost = before[start - 1].cost + spread(values, start, i)
        if (cost < found.cost) found = { cost, starts: [...before[start - 1].starts, start] }
      }
      return found
    })
  }
  const { starts } = best[values.length - 1]
  return starts.map((start, i) => {
    const end = (starts[i + 1] ?? values.length) - 1
    return { min: values[start], max: values[end], regions: end - start + 1 }
  })
}

/** Index of the class of a count, -1 for none.
 * @param {Class[]} classes @param {number} count */
export function classOf(classes, count) {
  return classes.findIndex(({ min, max }) => count >= min && count <= max)
}

/** Five shades, darkest for the highest class whatever the number of classes; 0 for none.
 * @param {Class[]} classes @param {number} value */
export function shadeOf(classes, value) {
  const index = classOf(classes, value)
  if (index < 0) return '0'
  return classes.length === 1 ? '3' : String(1 + Math.round((index * 4) / (classes.length - 1)))
}
