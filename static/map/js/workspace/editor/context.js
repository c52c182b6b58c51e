/** What the parts of the editor share.
 *
 * @typedef {{
 *   page: import('./types.js').EditorPage & {
 *     languages: import('./types.js').Option[],
 *     urls: {api: string, view: string, project: string, organisations: string, places: string,
 *       suggestions: string, provinces: string},
 *   },
 *   draft: import('./draft.js').Draft,
 *   saver: import('./saver.js').Saver,
 *   checker: import('./checker.js').Checker,
 *   wording: import('./wording.js').Wording,
 *   organisations: import('./organisations.js').Organisations,
 *   sourceDialog: import('./source_dialog.js').SourceDialog,
 *   feet: Set<import('./field_foot.js').FieldFoot>,
 *   speak: (text: string) => void,
 * }} Context
 */

export {}
