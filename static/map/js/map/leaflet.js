// The only place that knows the global that the classic scripts of Leaflet and its plugin leave.
export const L = /** @type {typeof import('leaflet')} */ (/** @type {any} */ (window).L)
