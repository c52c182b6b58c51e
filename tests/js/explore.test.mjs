import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Catalogue } from '../../static/map/js/core/catalogue.js'
import { cluster, spot } from '../../static/map/js/core/clusters.js'
import { availableMeasures, regionFigures } from '../../static/map/js/core/measures.js'
import { inOrder } from '../../static/map/js/core/order.js'
import { select } from '../../static/map/js/core/selection.js'
import { optionOfKey } from '../../static/map/js/core/suggestions.js'
import { serverPart } from '../../static/map/js/core/vocabulary.js'
import { activeByYear, chosenYears, yearOfKey } from '../../static/map/js/core/years.js'

const project = (identifier, more = {}) => ({
  identifier,
  slug: identifier,
  title: identifier,
  activity_status: null,
  start_date: null,
  end_date: null,
  active_first: null,
  active_last: null,
  themes: [],
  target_groups: [],
  migration_dimensions: [],
  residence_countries: [],
  regions: [],
  provinces: [],
  levels: [],
  participants: [],
  budget: null,
  good_practice: null,
  last_confirmed_at: null,
  part_of: null,
  points: [],
  ...more,
})
const euros = (value, scope = 'morocco') => ({ value, currency: 'EUR', scope })
const catalogue = (...projects) => {
  const labels = { region: { A: 'A', B: 'B' }, status: {}, role: { funding: 'f' } }
  const organisations = { fao: { name: 'FAO', acronym: 'FAO' } }
  return new Catalogue({ labels, organisations, projects }, '2026-06-01')
}
const codes = (held, filters, found = null) =>
  select(held, filters, found).positions.map((i) => held.projects[i].identifier)

test('a role belongs to the organisation that has it', () => {
  const held = catalogue(
    project('1', { participants: ['funding:fao', 'implementing:who'] }),
    project('2', { participants: ['implementing:fao'] }),
  )
  assert.deepEqual(codes(held, { organisation: ['fao'] }), ['1', '2'])
  assert.deepEqual(codes(held, { organisation: ['fao'], role: ['implementing'] }), ['2'])
  assert.deepEqual(codes(held, { role: ['funding'] }), ['1'])
})

test('a project is active in its years, an open one until today, an undated one never', () => {
  const held = catalogue(
    project('past', { active_first: '2010-05-01', active_last: '2012-01-31' }),
    project('open', { active_first: '2020-01-01' }),
    project('undated'),
  )
  assert.deepEqual(codes(held, { year_from: ['2012'], year_to: ['2012'] }), ['past'])
  assert.deepEqual(codes(held, { year_from: ['2026'] }), ['open'])
  assert.deepEqual(codes(held, { year_from: ['2027'] }), [])
  const answer = select(held, { year_from: ['2012'] })
  assert.equal(answer.numberUndated, 1)
  const years = activeByYear(answer, held)
  assert.deepEqual(years[0], { year: 2010, count: 1 })
  assert.deepEqual(years.at(-1), { year: 2026, count: 1 })
  assert.equal(years.find(({ year }) => year === 2015).count, 0)
})

test('a value that is not known here is a question for the server', () => {
  const held = catalogue(project('1', { budget: euros(5) }))
  const asks = (filters) => serverPart(held, filters)
  assert.equal(asks({ region: ['A'], year_from: ['2010'], currency: ['EUR'] }), null)
  assert.deepEqual(asks({ region: ['A'], q: ['eau'] }), { q: ['eau'] })
  for (const filters of [
    { region: ['constructor'] },
    { year_from: ['2012'], year_to: ['2010'] },
    { year_from: ['1200'] },
    { budget_min: ['5'] },
    { budget_min: ['x'], currency: ['EUR'] },
    { good_practice: ['maybe'] },
  ]) {
    assert.equal(asks(filters), filters)
  }
})

test('unknown values come last either way', () => {
  const dated = [project('1', { start_date: '2014' }), project('2'), project('3', { start_date: '2014-04' })]
  const ids = (sort) => inOrder(dated, sort, null).map(({ identifier }) => identifier)
  assert.deepEqual(ids('start'), ['1', '3', '2'])
  assert.deepEqual(ids('-start'), ['3', '1', '2'])
  assert.deepEqual(
    inOrder(dated, null, ['3', '2', '1']).map(({ identifier }) => identifier),
    ['3', '2', '1'],
  )
})

test('a budget is counted once, in its one region, and unknown is not zero', () => {
  const held = catalogue(
    project('programme', { regions: ['A'], budget: euros(100) }),
    project('part', { regions: ['A'], budget: euros(40), part_of: 'programme' }),
    project('wide', { regions: ['A', 'B'], budget: euros(7) }),
    project('abroad', { regions: ['B'], budget: euros(9, 'several_countries') }),
  )
  const regions = {
    features: ['A', 'B'].map((id) => ({ id, properties: { population_2024: 50_000 } })),
  }
  const figures = (measure) =>
    regionFigures({ catalogue: held, answer: select(held, {}), regions, measure })
  assert.deepEqual(figures('budget-EUR').get('A'), { value: 100, projects: 3, counted: 1 })
  assert.deepEqual(figures('budget-EUR').get('B'), { value: null, projects: 2, counted: 0 })
  assert.equal(figures('per_100k').get('A').value, 6)
  assert.deepEqual(availableMeasures(held), ['number', 'per_100k', 'budget-EUR'])
})

test('near places stand together, whatever the order of the list, and far ones do not', () => {
  const spots = [spot([-5, 34], 'a'), spot([-5.001, 34], 'b'), spot([-9.6, 30.4], 'c')]
  const held = cluster(spots, 6, 44)
  assert.deepEqual(held.map(({ projects }) => projects), [['a', 'b'], ['c']])
  assert.deepEqual(held[1].at, [-9.6, 30.4])
  assert.equal(cluster(spots, 18, 44).length, 3)
})

test('handles move by keys, mirrored where one reads from the right, within their limits', () => {
  assert.equal(yearOfKey('ArrowRight', 2010, 2000, 2020, false), 2011)
  assert.equal(yearOfKey('ArrowRight', 2010, 2000, 2020, true), 2009)
  assert.equal(yearOfKey('Home', 2010, 2000, 2020, true), 2000)
  assert.equal(yearOfKey('PageUp', 2018, 2000, 2020, false), 2020)
  assert.equal(yearOfKey('a', 2010, 2000, 2020, false), null)
  assert.deepEqual(chosenYears({ year_from: ['1900'] }, 1989, 2027), [1989, 2027])
})

test('arrows go round the suggestions and the field', () => {
  assert.equal(optionOfKey('ArrowDown', -1, 3), 0)
  assert.equal(optionOfKey('ArrowDown', 2, 3), -1)
  assert.equal(optionOfKey('ArrowUp', -1, 3), 2)
  assert.equal(optionOfKey('ArrowUp', 0, 3), -1)
  assert.equal(optionOfKey('x', 0, 3), null)
})
