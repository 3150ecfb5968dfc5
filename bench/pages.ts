// Brotli-compressed script of each page from cold: entry, frame and page, from the build's manifest. Goal: no page over 300 kB.
// Baseline: the entry alone.
import { globSync } from 'node:fs'
import { pageSizes } from '../console/page-sizes.ts'

const pages = globSync('console/src/pages/**/*.tsx').length
const sizes = pageSizes()
const entry = sizes.find(({ page }) => page === 'entry')?.bytes ?? Number.NaN
for (const { page, bytes } of sizes.sort((a, b) => b.bytes - a.bytes)) {
  console.log(`${page.padEnd(44)} ${(bytes / 1000).toFixed(1).padStart(6)} kB   ${(bytes / entry).toFixed(2)} x entry   goal 300 kB`)
}
console.log(`${sizes.length} entries of ${pages} page files`)
