// Copies the files named in vendor.json, and the licence of each package, from node_modules to vendor/.
import { copyFile, mkdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const libraries = JSON.parse(await readFile(join(root, 'vendor.json'), 'utf8'))

for (const [folder, { package: name, licence, files }] of Object.entries(libraries)) {
  for (const [target, source] of [['LICENSE', licence], ...Object.entries(files)]) {
    const from = join(root, 'node_modules', name, source)
    const to = join(root, 'vendor', folder, target)
    await mkdir(dirname(to), { recursive: true })
    try {
      await copyFile(from, to)
    } catch (error) {
      process.stderr.write(
        `vendor: ${from} cannot be copied (${error.code}). Run "npm ci" first.\n`,
      )
      process.exit(1)
    }
  }
}
