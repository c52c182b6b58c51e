/**
 * @typedef {{path: string, base: any, live: any, proposed: any, accepted: any,
 *   standing: 'clean' | 'moved' | 'same'}} Change
 * @typedef {{
 *   version: number, changes: Record<string, Change>, members: Record<string, string>,
 *   map: {neighbours: string | null, tiles: {url: string} | null},
 *   urls: {api: string, next: string, provinces: string},
 * }} ReviewData
 */

export {}
