import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Draft } from '../../static/map/js/workspace/editor/draft.js'
import {
  equal,
  flatten,
  parsePath,
  patchOf,
  pathOfPointer,
} from '../../static/map/js/workspace/editor/paths.js'

const ID = '00000000-0000-4000-8000-000000000001'
const document = (over = {}) => ({
  title: { fr: 'Projet', ar: null, en: 'Project', states: { fr: 'original', en: 'draft' } },
  themes: ['health', 'return'],
  start_date: '2014',
  end_date: null,
  participations: [{ id: ID, organisation: 'afd', role: 'funding' }],
  ...over,
})
const change = (path, live, proposed, source = null) => ({ path, live, proposed, source })
const submission = (changes = [], version = 1) => ({ id: 's', version, note: null, changes })
const opened = (changes = [], over = {}) => {
  const draft = new Draft()
  draft.take(submission(changes), '"1"', document(over))
  return draft
}

test('a document is cut into paths, and a patch says what changes at them', () => {
  assert.deepEqual(flatten(document()), {
    start_date: '2014',
    'title.fr': 'Projet',
    'title.en': 'Project',
    'themes[health]': true,
    'themes[return]': true,
    [`participations[${ID}]`]: { id: ID, organisation: 'afd', role: 'funding' },
  })
  assert.deepEqual(
    patchOf({ 'title.fr': 'A', 'title.ar': null, 'themes[health]': null, start_date: '2015' }),
    { title: { fr: 'A', ar: null }, themes: { health: null }, start_date: '2015' },
  )
  assert.deepEqual(parsePath(`locations[${ID}]`), { field: 'locations', key: ID })
})

test('a pointer leads back to its path', () => {
  assert.equal(pathOfPointer('#/title/fr'), 'title.fr')
  assert.equal(pathOfPointer('/budget/value'), 'budget')
  assert.equal(pathOfPointer(`/locations/${ID}/point`), `locations[${ID}]`)
})

test('values are compared by what they say', () => {
  assert.ok(equal({ a: 1, b: [1, 2] }, { b: [1, 2], a: 1 }))
  assert.ok(equal({ a: null }, {}))
  assert.ok(!equal([1, 2], [2, 1]))
  assert.ok(!equal([], {}))
  assert.ok(!equal(true, 1))
})

test('what is typed is a change until it says again what was there', () => {
  const draft = opened()
  draft.set('start_date', '2015')
  assert.equal(draft.was('start_date'), '2014')
  assert.deepEqual(draft.changedPaths(), ['start_date'])
  assert.deepEqual(draft.batch(), { values: { start_date: '2015' }, sources: {} })
  draft.undo('start_date')
  assert.deepEqual(draft.changedPaths(), [])
  assert.deepEqual(draft.batch()?.values, { start_date: '2014' })
})

test('what the published project says is known under the changes of the draft', () => {
  const draft = opened([change('start_date', '2013', '2014'), change('themes[return]', null, true)])
  assert.equal(draft.was('start_date'), '2013')
  assert.deepEqual(draft.changedPaths().sort(), ['start_date', 'themes[return]'])
})

test('what is typed while a batch is sent is sent next', () => {
  const draft = opened()
  draft.set('title.fr', 'Un')
  const sent = draft.batch()
  draft.set('title.fr', 'Un deux')
  draft.set('end_date', '2020')
  draft.acknowledge(sent, submission([change('title.fr', 'Projet', 'Un')], 2), '"2"')
  assert.equal(draft.value('title.fr'), 'Un deux')
  assert.deepEqual(draft.batch()?.values, { 'title.fr': 'Un deux', end_date: '2020' })
  assert.equal(draft.version, '"2"')
})

test('a path that only another member changed becomes theirs; ours stay to be sent', () => {
  const draft = opened()
  draft.set('title.fr', 'Le mien')
  draft.take(
    submission([change('end_date', null, '2021')], 2),
    '"2"',
    document({ end_date: '2021' }),
  )
  assert.equal(draft.value('end_date'), '2021')
  assert.equal(draft.value('title.fr'), 'Le mien')
  assert.deepEqual(draft.batch()?.values, { 'title.fr': 'Le mien' })
  assert.deepEqual(draft.collisions, {})
})

test('a path that both changed keeps both texts until someone chooses', () => {
  const draft = opened()
  draft.set('title.fr', 'Le mien')
  const theirs = { fr: 'Le leur', ar: null, en: 'Project', states: {} }
  draft.take(
    submission([change('title.fr', 'Projet', 'Le leur')], 2),
    '"2"',
    document({ title: theirs }),
  )
  assert.deepEqual(draft.collisions, { 'title.fr': { mine: 'Le mien', theirs: 'Le leur' } })
  assert.equal(draft.batch(), null)
  assert.ok(draft.hasUnsent)
  draft.set('title.fr', 'Le mien, mieux')
  assert.equal(draft.batch(), null)
  draft.settle('title.fr', 'mine')
  assert.deepEqual(draft.batch()?.values, { 'title.fr': 'Le mien, mieux' })
})

test('their value can be taken, and the same value on both sides is no collision', () => {
  const draft = opened()
  draft.set('end_date', '2022')
  draft.set('start_date', '2015')
  draft.take(
    submission([], 2),
    '"2"',
    document({ end_date: '2023', start_date: '2015' }),
  )
  assert.deepEqual(Object.keys(draft.collisions), ['end_date'])
  draft.settle('end_date', 'theirs')
  assert.equal(draft.value('end_date'), '2023')
  assert.equal(draft.batch(), null)
  assert.ok(!draft.hasUnsent)
})

test('what the server refuses is kept here and not sent again as it is', () => {
  const draft = opened()
  draft.set('acronym', 'x'.repeat(600))
  draft.set('end_date', '2020')
  draft.refuse('acronym', 'too long')
  assert.deepEqual(draft.batch()?.values, { end_date: '2020' })
  assert.equal(draft.value('acronym'), 'x'.repeat(600))
  draft.set('acronym', 'X')
  assert.deepEqual(draft.batch()?.values, { acronym: 'X', end_date: '2020' })
})

test('a source goes with its change, and leaves with it', () => {
  const draft = opened()
  const source = { url: 'https://example.org', title: null, evidence: null, accessed_at: null }
  draft.setSource('end_date', source)
  assert.equal(draft.batch(), null)
  draft.set('end_date', '2020')
  const sent = draft.batch()
  assert.deepEqual(sent?.sources, { end_date: source })
  draft.acknowledge(sent, submission([change('end_date', null, '2020', source)], 2), '"2"')
  assert.deepEqual(draft.source('end_date'), source)
  assert.equal(draft.batch(), null)
})
