import assert from 'node:assert/strict'
import { test } from 'node:test'
import { classOf, naturalClasses } from '../../static/map/js/core/scale.js'

test('every count above zero is in exactly one class, and classes do not overlap', () => {
  const counts = [49, 45, 39, 24, 21, 17, 9, 8, 8, 2, 2, 1, 0]
  const classes = naturalClasses(counts)
  assert.equal(classes.length, 5)
  for (let i = 1; i < classes.length; i++) assert.ok(classes[i - 1].max < classes[i].min)
  for (const count of counts.filter((n) => n > 0)) assert.notEqual(classOf(classes, count), -1)
  assert.equal(classOf(classes, 0), -1)
  assert.equal(
    classes.reduce((sum, { regions }) => sum + regions, 0),
    12,
  )
})

test('values near one another share a class', () => {
  const classes = naturalClasses([1, 2, 2, 10, 11, 50], 3)
  assert.deepEqual(
    classes.map(({ min, max }) => [min, max]),
    [
      [1, 2],
      [10, 11],
      [50, 50],
    ],
  )
})

test('there are never more classes than different counts', () => {
  assert.deepEqual(naturalClasses([3, 3, 3]), [{ min: 3, max: 3, regions: 3 }])
  assert.deepEqual(naturalClasses([0, 0]), [])
  assert.deepEqual(naturalClasses([]), [])
})
