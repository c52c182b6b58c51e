import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  appliedValues,
  readFilters,
  sameFilters,
  setFilter,
  toggleValue,
  toQuery,
} from '../../static/map/js/core/filters.js'
import { readUrl, writeUrl } from '../../static/map/js/core/url_state.js'

test('a value is added, then taken away, without changing the object given', () => {
  const none = Object.freeze({})
  const one = toggleValue(none, 'region', 'MA-02')
  const two = toggleValue(one, 'region', 'MA-09')
  assert.deepEqual(two, { region: ['MA-02', 'MA-09'] })
  assert.deepEqual(toggleValue(two, 'region', 'MA-02'), { region: ['MA-09'] })
  assert.deepEqual(toggleValue(one, 'region', 'MA-02'), {})
})

test('an empty text is no filter', () => {
  assert.deepEqual(setFilter({ q: ['oujda'] }, 'q', ['']), {})
})

test('unknown names, empty and repeated values are not read', () => {
  const query = new URLSearchParams('region=MA-02&region=MA-02&theme=&colour=red&q=a&q=b')
  assert.deepEqual(readFilters(query), { region: ['MA-02'], q: ['b'] })
})

test('the order in which filters were chosen does not matter', () => {
  const a = { theme: ['health'], region: ['MA-02'] }
  const b = { region: ['MA-02'], theme: ['health'] }
  assert.equal(toQuery(a).toString(), 'region=MA-02&theme=health')
  assert.ok(sameFilters(a, b))
  assert.deepEqual(appliedValues(a)[0], { name: 'region', value: 'MA-02' })
})

test('an address gives the state that wrote it', () => {
  const state = {
    filters: { region: ['MA-02', 'MA-09'], status: ['unknown'], q: ['coopérative & eau'] },
    project: 'primo',
    sort: '-budget',
    measure: 'budget-EUR',
    view: { lat: 34.5, lon: -2.25, zoom: 7.25 },
  }
  assert.deepEqual(readUrl(writeUrl(state)), state)
})

test('the empty state has an empty address', () => {
  assert.equal(writeUrl(readUrl('')), '')
})

test('a view that is not on the map is not read', () => {
  for (const view of ['', '1,2', 'a,b,c', '91,0,5', '30,-5,99', '30,-5,NaN']) {
    assert.equal(readUrl(`?view=${view}`).view, null)
  }
})
