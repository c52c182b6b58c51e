// Copies the files named in vendor.json, and the licence of each package, from node_modules to vendor/.
import { copyFile, mkdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const libraries = JSON.parse(await readFile(join(root, 'vendor.json'), 'utf8'))

for (const [folder, { package: name, licence, files }] of Object.entries(libraries)) {
  await mkdir(join(root, 'vendor', folder), { recursive: true })
  for (const [target, source] of [['LICENSE', licence], ...Object.entries(files)]) {
    const from = join(root, 'node_modules', name, source)
    try {
      await copyFile(from, join(root, 'vendor', folder, target))
    } catch (error) {
      process.stderr.write(
        `vendor: ${from} cannot be copied (${error.code}). Run "npm ci" first.\n`,
      )
      process.exit(1)
    }
  }
}
