/** On paper the map has the size of the sheet: it is laid out anew before printing, and after.
 * @param {import('leaflet').Map} map @param {() => void} frame */
export function followPaper(map, frame) {
  const lay = (/** @type {boolean} */ printing) => {
    document.documentElement.classList.toggle('is-printing', printing)
    map.invalidateSize({ animate: false })
    frame()
  }
  window.addEventListener('beforeprint', () => lay(true))
  window.addEventListener('afterprint', () => lay(false))
}
