/** @typedef {import('./catalogue.js').Catalogue} Catalogue */
/** @typedef {import('./types.js').Project} Project */
/** @typedef {import('./types.js').State} State */

/** What the shade of a region may say. `value` is null where nothing is known, which is not zero;
 * `counted` of its `projects` make the value.
 * @typedef {{value: number | null, projects: number, counted: number}} Figure */

export const NUMBER = 'number'
export const PER_INHABITANTS = 'per_100k'
export const POPULATION_YEAR = 2024
const BUDGET = 'budget-'

/** @param {string} measure */
export function isMeasure(measure) {
  return measure === NUMBER || measure === PER_INHABITANTS || /^budget-[A-Z]{3}$/.test(measure)
}

/** @param {string} measure @returns {string | null} the currency of a measure of budgets */
export function currencyOf(measure) {
  return measure.startsWith(BUDGET) ? measure.slice(BUDGET.length) : null
}

/** A budget that belongs to one region: for Morocco only, neither shared nor national.
 * @param {Project} project */
function ofOneRegion({ budget, regions, levels }) {
  return budget?.scope === 'morocco' && regions.length === 1 && !levels.includes('national')
}

/** The measures that this catalogue can show.
 * @param {Catalogue} catalogue */
export function availableMeasures({ projects }) {
  const currencies = new Set(
    projects.filter(ofOneRegion).flatMap(({ budget }) => budget?.currency ?? []),
  )
  return [NUMBER, PER_INHABITANTS, ...[...currencies].sort().map((code) => BUDGET + code)]
}

/** Budgets that may be added: a part's is left out beside the known one of a programme above it.
 * @param {Catalogue} catalogue @param {Project[]} selection */
function addable(catalogue, selection) {
  const known = new Set(selection.filter(({ budget }) => budget))
  return selection.filter(
    (project) =>
      ofOneRegion(project) && !catalogue.above(project).some((above) => known.has(above)),
  )
}

/** @typedef {Pick<State, 'catalogue' | 'answer' | 'regions' | 'measure'>} Asked
 * @type {{asked: Asked, figures: Map<string, Figure>} | null} */
let last = null

/** Figures of each region for the selection, its own region filter left out.
 * @param {Asked} asked @returns {Map<string, Figure>} */
export function regionFigures(asked) {
  const { answer, regions, measure } = asked
  const same = last?.asked.answer === answer && last.asked.regions === regions
  if (!last || !same || last.asked.measure !== measure) {
    last = { asked: { ...asked }, figures: computeFigures(asked) }
  }
  return last.figures
}

/** @param {Asked} asked @returns {Map<string, Figure>} */
function computeFigures({ catalogue, answer, regions, measure }) {
  /** @type {Map<string, Figure>} */
  const figures = new Map()
  if (!catalogue || !answer || !regions) return figures
  const counts = new Map(answer.facet('region').map(({ value, count }) => [value, count]))
  for (const { id, properties } of regions.features) {
    const projects = counts.get(id) ?? 0
    const inhabitants = properties.population_2024
    const rate = inhabitants ? (projects * 100_000) / inhabitants : null
    const value = measure === PER_INHABITANTS ? rate : projects
    figures.set(id, { value, projects, counted: projects })
  }
  const currency = currencyOf(measure)
  if (!currency) return figures
  for (const figure of figures.values()) Object.assign(figure, { value: null, counted: 0 })
  for (const { budget, regions: codes } of addable(catalogue, answer.beside('region'))) {
    const figure = figures.get(codes[0])
    if (!figure || budget?.currency !== currency) continue
    figure.value = (figure.value ?? 0) + budget.value
    figure.counted++
  }
  return figures
}
