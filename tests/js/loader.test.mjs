import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { after, before, test } from 'node:test'
import { changeFilters, closeProject, openProject } from '../../static/map/js/core/actions.js'
import { selectionUrl } from '../../static/map/js/core/api.js'
import { followFilters } from '../../static/map/js/core/loader.js'
import { newStore, Store } from '../../static/map/js/core/store.js'

const project = (identifier, more) => ({
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
  regions: ['one'],
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
const INDEX = {
  labels: { region: { one: 'One', two: 'Two' } },
  organisations: {},
  projects: [project('a'), project('b', { regions: ['two'] }), project('c')],
}
const asked = []
const server = createServer((request, response) => {
  const url = new URL(request.url, 'http://localhost')
  asked.push(url)
  const send = (status, body) => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body))
  }
  if (url.pathname === '/index') return send(200, INDEX)
  if (url.pathname === '/r') return send(200, { features: [] })
  if (url.searchParams.get('region') === 'bad') return send(400, { detail: 'region: unknown value' })
  const q = url.searchParams.get('q')
  if (q === 'broken') return send(500, {})
  setTimeout(() => send(200, { identifiers: ['c', 'b'] }), q === 'slow' ? 300 : 0)
})
let base = ''

before(async () => {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${server.address().port}`
})
after(() => server.close())

function start(filters) {
  const store = newStore('')
  store.update({ filters })
  const urls = { index: `${base}/index`, identifiers: `${base}/identifiers`, regions: `${base}/r` }
  followFilters(store, { lang: 'fr', urls })
  return store
}

const found = ({ answer }) => answer.items.map(({ identifier }) => identifier)

function settled(store) {
  return new Promise((resolve) => {
    const look = () => {
      if (!store.state.loading) resolve(store.state)
      else store.addEventListener('change', look, { once: true })
    }
    look()
  })
}

test('a change of filters asks the server nothing', async () => {
  const store = start({})
  assert.deepEqual(found(await settled(store)), ['a', 'b', 'c'])
  asked.length = 0
  changeFilters(store, { region: ['one'] })
  assert.deepEqual(found(store.state), ['a', 'c'])
  assert.deepEqual(
    store.state.answer.facet('region').map(({ value, count }) => [value, count]),
    [['one', 2], ['two', 1]],
  )
  assert.equal(asked.length, 0)
})

test('words are asked once, with no other filter, and give the order', async () => {
  const store = start({})
  await settled(store)
  asked.length = 0
  changeFilters(store, { q: ['eau'], region: ['one'] })
  assert.deepEqual(found(await settled(store)), ['c'])
  changeFilters(store, { q: ['eau'] })
  assert.deepEqual(found(store.state), ['c', 'b'])
  const questions = asked.filter(({ pathname }) => pathname === '/identifiers')
  assert.deepEqual(questions.map(({ search }) => search), ['?q=eau&lang=fr'])
})

test('a stale answer never overwrites a newer one', async () => {
  const store = start({})
  await settled(store)
  changeFilters(store, { q: ['slow'] })
  changeFilters(store, { region: ['two'] })
  await new Promise((resolve) => setTimeout(resolve, 400))
  assert.deepEqual(found(store.state), ['b'])
})

test('a refused filter and a broken server are told apart, and leave no old answer', async () => {
  const store = start({ region: ['one'] })
  await settled(store)
  changeFilters(store, { region: ['bad'] })
  assert.equal((await settled(store)).failure.kind, 'refused')
  assert.equal(store.state.answer, null)
  changeFilters(store, { q: ['broken'] })
  assert.equal((await settled(store)).failure.kind, 'server')
  changeFilters(store, {})
  assert.equal(store.state.failure, null)
})

test('closing a project brings back the view that was left', () => {
  const view = { lat: 30, lon: -8, zoom: 7 }
  const store = new Store({ filters: {}, project: null, view })
  openProject(store, 'primo')
  assert.equal(store.state.view, null)
  openProject(store, 'sharaka')
  closeProject(store)
  assert.deepEqual(store.state.view, view)
})

test('a file of the selection has the same filters as the list', () => {
  const url = selectionUrl('/api/v1/projects.csv', 'ar', { region: ['MA-02', 'MA-09'], q: ['eau'] })
  assert.equal(url, '/api/v1/projects.csv?region=MA-02&region=MA-09&q=eau&lang=ar')
})
