// Joins each module and sheet that a page asks for with what it imports into one small file, for the
// first view on a phone: sixty requests cost more than what they bring. `sources` tells of which
// state of js/ and css/ they are made: the server serves the files themselves when they have changed
// since.
import { createHash } from 'node:crypto'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const target = join(root, 'joined')
const MODULES = ['main', 'embed']
const SHEETS = ['site', 'explorer', 'embed', 'pages', 'base', 'article']

const names = (
  await Promise.all(
    ['css', 'js'].map(async (folder) =>
      (
        await readdir(join(root, folder), { recursive: true, withFileTypes: true })
      )
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length + 1)),
    ),
  )
).flat()
const digest = createHash('sha256')
for (const name of names.sort()) {
  digest.update(name)
  digest.update(await readFile(join(root, name)))
}

const common = { bundle: true, minify: true, logLevel: 'warning', absWorkingDir: root }
await rm(target, { recursive: true, force: true })
await build({
  ...common,
  entryPoints: MODULES.map((name) => `js/${name}.js`),
  format: 'esm',
  target: 'es2022',
  outdir: target,
})
await build({
  ...common,
  entryPoints: SHEETS.map((name) => `css/${name}.css`),
  external: ['*.woff2'],
  loader: { '.png': 'file' },
  assetNames: 'images/[name]',
  outdir: target,
})
await writeFile(join(target, 'sources'), digest.digest('hex'))
