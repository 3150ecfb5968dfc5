// Builds console/dist: Vite, then a brotli copy of each text file for the server to send. Does nothing when nothing has changed.
import { hash } from 'node:crypto'
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { build } from 'vite'

const here = import.meta.dirname
const dist = join(here, 'dist')
const stampFile = join(dist, '.stamp')

const sources = globSync(['*.ts', '*.json', '*.html', 'src/**/*', 'public/**/*', '../package-lock.json'], { cwd: here })
  .filter((path) => !/\.test\.tsx?$/.test(path) && statSync(join(here, path)).isFile())
  .sort()
const stamp = hash('sha256', sources.map((path) => path + hash('sha256', readFileSync(join(here, path)))).join('\n'))

if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== stamp) {
  await build({ configFile: join(here, 'vite.config.ts') })
  for (const file of globSync('**/*.{js,css,svg,html}', { cwd: dist })) {
    const bytes = readFileSync(join(dist, file))
    writeFileSync(join(dist, `${file}.br`), brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }))
  }
  writeFileSync(stampFile, stamp)
}
