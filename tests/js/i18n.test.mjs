import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatYears } from '../../static/map/js/core/format.js'
import { gettext, install, ngettext } from '../../static/map/js/core/i18n.js'

const ARABIC = {
  '%(n)s projet': ['لا مشاريع', 'مشروع واحد', 'مشروعان', '%(n)s مشاريع', '%(n)s مشروعا', '%(n)s مشروع'],
}
const projects = (n) => ngettext('%(n)s projet', '%(n)s projets', n)

test('French is its own catalogue; zero is singular', () => {
  install({ lang: 'fr', number_locale: 'fr', messages: {} })
  assert.equal(projects(0), '0 projet')
  assert.equal(projects(1), '1 projet')
  assert.equal(projects(2), '2 projets')
  assert.equal(gettext('à partir de %(year)s', { year: '2012' }), 'à partir de 2012')
})

test('English: zero is plural', () => {
  const messages = { '%(n)s projet': ['%(n)s project', '%(n)s projects'] }
  install({ lang: 'en', number_locale: 'en-GB', messages })
  assert.equal(projects(0), '0 projects')
  assert.equal(projects(1), '1 project')
  assert.equal(projects(1200), '1,200 projects')
})

test('Arabic has six forms, in the order of its catalogue', () => {
  install({ lang: 'ar', number_locale: 'ar-MA', messages: ARABIC })
  assert.deepEqual(
    [0, 1, 2, 5, 14, 100, 102, 111].map(projects),
    ['لا مشاريع', 'مشروع واحد', 'مشروعان', '5 مشاريع', '14 مشروعا', '100 مشروع', '102 مشروع', '111 مشروعا'],
  )
})

test('a missing date is said, never filled in', () => {
  install({ lang: 'fr', number_locale: 'fr', messages: {} })
  assert.equal(formatYears('2014-04', '2016'), '2014 – 2016')
  assert.equal(formatYears('2014-04', '2014-12-31'), '2014')
  assert.equal(formatYears('2014', null), 'début 2014, fin non connue')
  assert.equal(formatYears(null, '2014'), 'fin 2014, début non connu')
  assert.equal(formatYears(null, null), 'dates non connues')
})
