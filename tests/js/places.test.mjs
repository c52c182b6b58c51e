import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contains, labelPlaces } from '../../static/map/js/core/geometry.js'
import { placedRegions, withoutExactPlace } from '../../static/map/js/core/places.js'

const square = (west, south, size) => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [west + size, south],
      [west + size, south + size],
      [west, south + size],
      [west, south],
    ],
  ],
})
const region = (id, geometry) => ({ type: 'Feature', id, geometry, properties: {} })
const regions = {
  type: 'FeatureCollection',
  features: [region('A', square(0, 0, 10)), region('B', square(10, 0, 10))],
}
const project = (identifier, regions, ...points) => ({ identifier, regions, points })

test('a point is inside its area and outside its hole', () => {
  const area = square(0, 0, 10)
  area.coordinates.push(square(4, 4, 2).coordinates[0])
  assert.ok(contains([1, 1], area))
  assert.ok(!contains([5, 5], area))
  assert.ok(!contains([11, 1], area))
})

test('a label is placed inside its area, the widest stretch first', () => {
  const area = square(0, 0, 10)
  const [first, ...others] = labelPlaces(area)
  for (const { point } of [first, ...others]) assert.ok(contains(point, area))
  for (const { width } of others) assert.ok(width <= first.width)
})

test('a project is without exact place in a region where it has no point', () => {
  const projects = [
    project('1', ['A', 'B'], [5, 5]),
    project('2', ['A']),
    project('3', ['A', 'B'], [5, 5], [15, 5]),
  ]
  const placed = placedRegions(projects, regions)
  assert.deepEqual(Object.fromEntries(withoutExactPlace(projects, placed)), { A: 1, B: 1 })
})

test('a point just off the coast belongs to the nearest region', () => {
  const placed = placedRegions([project('1', ['A', 'B'], [20.2, 9.9])], regions)
  assert.deepEqual([...placed.get('1')], ['B'])
})
