import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { after, before, test } from 'node:test'
import { changeFilters, closeProject, openProject } from '../../static/map/js/core/actions.js'
import { selectionUrl } from '../../static/map/js/core/api.js'
import { followFilters } from '../../static/map/js/core/loader.js'
import { Store } from '../../static/map/js/core/store.js'

const TOTAL = 2300
const asked = []
const server = createServer((request, response) => {
  const url = new URL(request.url, 'http://localhost')
  asked.push(url)
  const send = (status, body) => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body))
  }
  if (!url.pathname.endsWith('/projects')) return send(200, { features: [] })
  const region = url.searchParams.get('region')
  if (region === 'bad') return send(400, { detail: 'region: unknown value' })
  if (region === 'broken') return send(500, {})
  const offset = Number(url.searchParams.get('offset') ?? 0)
  const total = region === 'all' ? TOTAL : 1
  const count = Math.min(1000, total - offset)
  const items = Array.from({ length: count }, (_, i) => ({ identifier: `${region}-${offset + i}` }))
  const answer = { numberMatched: total, items, facets: {} }
  setTimeout(() => send(200, answer), region === 'slow' ? 300 : 0)
})
let base = ''

before(async () => {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${server.address().port}`
})
after(() => server.close())

function start(filters) {
  const store = new Store({ filters, project: null, view: null, answer: null, regions: null, projects: null })
  const urls = { projects: `${base}/projects`, projects_geojson: `${base}/g`, regions: `${base}/r` }
  followFilters(store, { lang: 'fr', urls })
  return store
}

function settled(store) {
  return new Promise((resolve) => {
    const look = () => {
      if (!store.state.loading) resolve(store.state)
      else store.addEventListener('change', look, { once: true })
    }
    look()
  })
}

test('a selection of more than a thousand is read whole', async () => {
  const { answer } = await settled(start({ region: ['all'] }))
  assert.equal(answer.items.length, TOTAL)
  assert.equal(new Set(answer.items.map(({ identifier }) => identifier)).size, TOTAL)
})

test('one change of filters is one request, with facets', async () => {
  const store = start({})
  await settled(store)
  asked.length = 0
  changeFilters(store, { region: ['one'] })
  await settled(store)
  assert.equal(asked.length, 1)
  assert.equal(asked[0].search, '?region=one&lang=fr&limit=1000&facets=true')
})

test('a stale answer never overwrites a newer one', async () => {
  const store = start({ region: ['slow'] })
  changeFilters(store, { region: ['one'] })
  const { answer } = await settled(store)
  await new Promise((resolve) => setTimeout(resolve, 400))
  assert.equal(answer.items[0].identifier, 'one-0')
  assert.equal(store.state.answer.items[0].identifier, 'one-0')
})

test('a refused filter and a broken server are told apart, and leave no old answer', async () => {
  const store = start({ region: ['one'] })
  await settled(store)
  changeFilters(store, { region: ['bad'] })
  assert.equal((await settled(store)).failure.kind, 'refused')
  assert.equal(store.state.answer, null)
  changeFilters(store, { region: ['broken'] })
  assert.equal((await settled(store)).failure.kind, 'server')
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
