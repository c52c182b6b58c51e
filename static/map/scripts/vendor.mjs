// Copies the files named in vendor.json, and the licence of each package, from node_modules to vendor/.
// Of a font with `letters` only those are kept: the rest of it would cost a phone more than the map.
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import subsetFont from 'subset-font'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const libraries = JSON.parse(await readFile(join(root, 'vendor.json'), 'utf8'))

/** @param {string} ranges as `unicode-range` of CSS, which fonts.css repeats */
function text(ranges) {
  return ranges
    .split(',')
    .map((range) => {
      const [first, last = first] = range
        .trim()
        .replace('U+', '')
        .split('-')
        .map((code) => Number.parseInt(code, 16))
      return String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, i) => first + i))
    })
    .join('')
}

/** @param {string} from @param {string} to @param {string} [letters] */
async function copy(from, to, letters) {
  await mkdir(dirname(to), { recursive: true })
  if (!letters) return copyFile(from, to)
  const font = await subsetFont(await readFile(from), text(letters), { targetFormat: 'woff2' })
  await writeFile(to, font)
}

for (const [folder, { package: name, licence, files, letters }] of Object.entries(libraries)) {
  for (const [target, source] of [['LICENSE', licence], ...Object.entries(files)]) {
    const from = join(root, 'node_modules', name, source)
    try {
      await copy(from, join(root, 'vendor', folder, target), letters?.[target])
    } catch (error) {
      if (error.code !== 'ENOENT') throw error
      process.stderr.write(`vendor: ${from} is missing. Run "npm ci" first.\n`)
      process.exit(1)
    }
  }
}
