// Written into the file of a map that opens without a network, before what Folium writes there: a
// plain script, for modules would run after it. Texts are taken from the list of the page, which
// has them escaped.

/** @typedef {{name: string, count: string, projects: number[]}} SpotProperties */

/** Folium calls it for each place and area that stands for projects.
 * @param {{properties: SpotProperties}} feature @param {any} layer */
// biome-ignore lint/correctness/noUnusedVariables: called by the script of Folium
function describe({ properties }, layer) {
  const label = `${properties.name} – ${properties.count}`
  const tooltip = document.createElement('span')
  tooltip.dir = 'auto'
  tooltip.textContent = label
  layer.bindTooltip(tooltip, { className: 'map-tooltip', sticky: true })
  layer.bindPopup(() => list(properties), { maxWidth: 320, minWidth: 240, maxHeight: 260 })
  layer.on('add', () => {
    const element = layer.getElement()
    element.setAttribute('tabindex', '0')
    element.setAttribute('role', 'button')
    element.setAttribute('aria-label', label)
    element.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => {
      if (event.key === 'Enter') layer.openPopup()
    })
  })
}

/** @param {SpotProperties} properties */
function list({ name, count, projects }) {
  const box = document.createElement('div')
  box.className = 'popup'
  box.dir = document.documentElement.dir
  const title = document.createElement('h2')
  title.textContent = `${name} – ${count}`
  const items = document.createElement('ol')
  for (const number of projects) {
    const item = document.getElementById(`project-${number}`)?.cloneNode(true)
    if (!(item instanceof HTMLElement)) continue
    item.removeAttribute('id')
    items.append(item)
  }
  box.append(title, items)
  return box
}

/** Folium calls it for each city and region.
 * @param {{properties: {name: string, kind: string}}} feature @param {any} layer */
// biome-ignore lint/correctness/noUnusedVariables: called by the script of Folium
function label({ properties: { name, kind } }, layer) {
  const text = document.createElement('span')
  text.dir = 'auto'
  text.textContent = name
  const className = `label ${kind}`
  layer.bindTooltip(text, { permanent: true, direction: 'center', className, opacity: 1 })
}

// From which zoom on the names of cities of each rank are shown; those of regions, from the first.
const ZOOMS = { 'rank-1': 5, 'rank-2': 6.5, 'rank-3': 7.5 }

/** Names that would hide one another, or a place, are left out: the list has them all.
 * @param {import('leaflet').Map} map */
function arrange(map) {
  const box = map.getContainer()
  /** @type {DOMRect[]} */
  const taken = Array.from(box.querySelectorAll('.spot'), (spot) => spot.getBoundingClientRect())
  for (const label of box.querySelectorAll('.label')) {
    const shown = label.getBoundingClientRect()
    const early = Object.entries(ZOOMS).some(
      ([rank, zoom]) => label.classList.contains(rank) && map.getZoom() < zoom,
    )
    const hidden =
      early ||
      taken.some(
        (other) =>
          other.left < shown.right &&
          shown.left < other.right &&
          other.top < shown.bottom &&
          shown.top < other.bottom,
      )
    label.classList.toggle('is-hidden', hidden)
    if (!hidden) taken.push(shown)
  }
}

L.Map.addInitHook(
  /** @this {import('leaflet').Map} */ function () {
    const { zoomIn, zoomOut } = document.body.dataset
    L.control.zoom({ zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(this)
    this.on('popupopen', ({ popup }) => {
      const close = popup.getElement()?.querySelector('.leaflet-popup-close-button')
      close?.setAttribute('aria-label', document.body.dataset.close ?? '')
    })
    let frame = 0
    this.on('zoomend moveend layeradd', () => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(() => arrange(this))
    })
  },
)
