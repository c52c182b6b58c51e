import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readingDirection } from '../../static/map/js/workspace/direction.js'
import { parseAmount, parseCoordinate } from '../../static/map/js/workspace/editor/amounts.js'
import { dateOf, daysIn, partsOf } from '../../static/map/js/workspace/editor/partial_dates.js'
import { fitLocation } from '../../static/map/js/workspace/editor/places.js'

test('an amount is read as people write it', () => {
  for (const [text, amount] of [
    ['1250000', 1250000],
    ['1 250 000,50', 1250000.5],
    ['1 250 000', 1250000],
    ['1.250.000', 1250000],
    ['1,250,000.5', 1250000.5],
    ['1.250.000,50', 1250000.5],
    ['1,250', 1250],
    ['12,5', 12.5],
    ['12.50', 12.5],
    ['٣٤٥٦٫٧', 3456.7],
    ['', null],
  ]) {
    assert.equal(parseAmount(text), amount, text)
  }
})

test('what is no amount stays as it was typed, for the server to refuse', () => {
  for (const text of ['douze', '1,2,3', '1.250,000.5', '12 MAD', '1250.5000', '-3', '1,250,50']) {
    assert.equal(typeof parseAmount(text), 'string', text)
  }
  assert.equal(parseCoordinate('34,68'), 34.68)
  assert.equal(parseCoordinate('-1.91'), -1.91)
  assert.equal(parseCoordinate('34°'), '34°')
})

test('a date ends where its precision does', () => {
  assert.equal(dateOf('2014', '', ''), '2014')
  assert.equal(dateOf('2014', '04', ''), '2014-04')
  assert.equal(dateOf('2014', '04', '09'), '2014-04-09')
  assert.equal(dateOf('2014', '', '09'), '2014')
  assert.equal(dateOf('', '04', '09'), null)
  assert.deepEqual(partsOf('2014-04'), ['2014', '04', ''])
  assert.deepEqual(partsOf(null), ['', '', ''])
  assert.deepEqual([daysIn('2023', '02'), daysIn('2024', '02'), daysIn('2024', '')], [28, 29, 31])
})

const AREAS = [
  { code: 'MA-02', parent: null, own_name: "L'Oriental" },
  { code: 'MA-06', parent: null, own_name: 'Casablanca-Settat' },
  { code: 'MA-BER', parent: 'MA-02', own_name: 'Berkane' },
  { code: 'MA-CAS', parent: 'MA-06', own_name: 'Casablanca' },
]
const place = (over = {}) => ({
  id: 'x',
  level: 'province',
  region: null,
  province: null,
  country: 'MA',
  name: null,
  point: null,
  exactness: null,
  point_source: null,
  ...over,
})

test('a province brings its region and its name', () => {
  const berkane = fitLocation(place(), { province: 'MA-BER' }, AREAS)
  assert.deepEqual(berkane, place({ region: 'MA-02', province: 'MA-BER', name: 'Berkane' }))
  const other = fitLocation(berkane, { region: 'MA-06' }, AREAS)
  assert.deepEqual([other.province, other.name], [null, null])
})

test('a name that was typed stays, whatever the place', () => {
  const typed = fitLocation(place({ province: 'MA-BER', region: 'MA-02' }), { name: 'Aïn' }, AREAS)
  assert.equal(fitLocation(typed, { province: 'MA-CAS' }, AREAS).name, 'Aïn')
})

test('a place has what its level has, and nothing else', () => {
  const point = [-2.2, 35.1]
  const commune = fitLocation(
    place(),
    { level: 'commune', region: 'MA-02', province: 'MA-BER', point, name: 'Saïdia' },
    AREAS,
  )
  assert.equal(commune.exactness, '2')
  const region = fitLocation(commune, { level: 'region' }, AREAS)
  assert.deepEqual(region, place({ level: 'region', region: 'MA-02', name: 'Saïdia' }))
  const abroad = fitLocation(region, { level: 'abroad' }, AREAS)
  assert.deepEqual([abroad.country, abroad.region], [null, null])
  const back = fitLocation(place({ level: 'abroad', country: 'FR' }), { level: 'national' }, AREAS)
  assert.deepEqual([back.country, back.name], ['MA', 'Maroc'])
})

test('the credit of a point goes when the point moves', () => {
  const known = place({ level: 'commune', point: [-2.2, 35.1], point_source: 'GeoNames' })
  assert.equal(fitLocation(known, { name: 'Saïdia' }, AREAS).point_source, 'GeoNames')
  assert.equal(fitLocation(known, { point: [-2.3, 35.1] }, AREAS).point_source, null)
})

test('most letters say in which direction a text is read', () => {
  assert.equal(readingDirection('PRIMO – البرنامج الجهوي'), 'rtl')
  assert.equal(readingDirection('Programme « العربية » régional'), 'ltr')
  assert.equal(readingDirection('2014'), 'ltr')
})
