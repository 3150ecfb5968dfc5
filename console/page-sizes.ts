import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const dist = join(import.meta.dirname, 'dist')

interface Chunk {
  readonly file: string
  readonly imports?: string[]
  readonly isDynamicEntry?: boolean
  readonly isEntry?: boolean
}

/** Bytes of brotli-compressed script that a page loads from cold: the entry, the console's frame for its pages, the page, and all they import. */
export function pageSizes(): { page: string; bytes: number }[] {
  const manifest: Record<string, Chunk> = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'))
  const reach = (keys: readonly string[], seen = new Set<string>()): Set<string> => {
    for (const key of keys) {
      if (seen.has(key)) continue
      seen.add(key)
      reach(manifest[key]?.imports ?? [], seen)
    }
    return seen
  }
  const entry = Object.keys(manifest).filter((key) => manifest[key]?.isEntry)
  const size = (keys: readonly string[]): number =>
    [...new Set([...reach(keys)].map((key) => manifest[key]?.file ?? ''))]
      .filter((file) => file.endsWith('.js'))
      .reduce((sum, file) => sum + statSync(join(dist, `${file}.br`)).size, 0)
  const pages = Object.keys(manifest).filter((key) => manifest[key]?.isDynamicEntry && key.includes('/pages/'))
  const frame = Object.keys(manifest).filter((key) => key.endsWith('console-frame.tsx'))
  const ofPage = (key: string): number => size([...entry, ...(key.includes('/portal/') ? [] : frame), key])
  return [{ page: 'entry', bytes: size(entry) }, ...pages.map((key) => ({ page: key.replace('src/pages/', ''), bytes: ofPage(key) }))]
}
