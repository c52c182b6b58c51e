// Joins the modules and sheets of the map into one small file each, for the first view on a phone:
// sixty requests cost more than what they bring. `sources` tells of which state of js/ and css/ they
// are made: the server serves the files themselves when they have changed since.
import { createHash } from 'node:crypto'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const target = join(root, 'joined')
const SHEETS = ['fonts', 'tokens', 'base', 'navigation', 'article', 'explorer', 'map']

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
  entryPoints: ['js/main.js', 'js/embed.js'],
  format: 'esm',
  target: 'es2022',
  outdir: target,
})
await build({
  ...common,
  stdin: {
    contents: SHEETS.map((name) => `@import "./css/${name}.css";`).join('\n'),
    loader: 'css',
    resolveDir: root,
  },
  external: ['../vendor/*'],
  outfile: join(target, 'map.css'),
})
await writeFile(join(target, 'sources'), digest.digest('hex'))
