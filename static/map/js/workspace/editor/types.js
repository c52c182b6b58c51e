/**
 * Shapes of the private API that the editor reads, for the type checker only.
 *
 * @typedef {string | number | boolean | null | any[] | Record<string, any>} Value  null: nothing there
 * @typedef {Record<string, Value>} Values  by path
 * @typedef {{url: string | null, title: string | null, evidence: string | null,
 *   accessed_at: string | null}} ChangeSource
 * @typedef {{
 *   id: string, path: string, base: Value, live: Value, proposed: Value,
 *   source: ChangeSource | null, standing: 'clean' | 'moved' | 'same',
 *   decision: 'accepted' | 'rejected' | null, reason: string | null, edited: boolean,
 * }} Change
 * @typedef {{
 *   id: string, number: number, state: string, version: number, note: string | null,
 *   project: {identifier: string, slug: string, title: string} | null,
 *   restored_revision: number | null,
 *   changes: Change[], acts: string[],
 * }} Submission
 * @typedef {{path: string | null, pointer: string, detail: string}} CheckError
 * @typedef {{
 *   errors: CheckError[],
 *   completeness: {known: number, of: number, missing: string[]},
 *   duplicates: {identifier: string, slug: string, title: string, score: number,
 *     reasons: string[]}[],
 * }} Check
 * @typedef {{code: string, label: string}} Option
 * @typedef {{
 *   submission: string, lang: string, number_locale: string, role: string,
 *   lists: Record<string, Option[]>, areas: {code: string, label: string, parent: string | null, own_name: string}[],
 *   countries: Option[], currencies: string[], organisations: Record<string, string>,
 *   field_names: Record<string, string>,
 *   map: {neighbours: string | null, tiles: {url: string} | null},
 *   urls: {view: string, work: string, project: string},
 * }} EditorPage
 * @typedef {{mine: Value, theirs: Value}} Collision
 */

export {}
