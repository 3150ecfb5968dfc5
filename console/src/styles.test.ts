import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pageSizes } from '../page-sizes.ts'

// What the build made: `npm test` builds before.
const dist = join(import.meta.dirname, '../dist')
const read = (pattern: string): string[] => globSync(pattern, { cwd: dist }).map((file) => readFileSync(join(dist, file), 'utf8'))

test('every design token that a style uses is defined, for their names carry a digest of the version', () => {
  const css = read('assets/*.css').join('\n')
  const defined = new Set([...css.matchAll(/(--[\w-]+)\s*:/g)].map(([, name]) => name))
  const used = new Set([...css.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name))
  // Those that begin with awsui are set by Cloudscape's scripts.
  const missing = [...used].filter((name) => !defined.has(name) && !name?.startsWith('--awsui-'))
  expect(used.size).toBeGreaterThan(300)
  expect(missing).toEqual([])
})

test('nothing is inline or from elsewhere: the content security policy allows neither', () => {
  const [html = ''] = read('index.html')
  expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/)
  const addresses = [...html.matchAll(/\s(?:src|href)="([^"]*)"/g)].map(([, address]) => address)
  expect(addresses.length).toBeGreaterThan(3)
  expect(addresses.filter((address) => !/^\/[^/]/.test(address ?? ''))).toEqual([])
  const css = read('assets/*.css').join('\n')
  expect([...css.matchAll(/url\(["']?(?!\/assets\/)([^)]{0,60})/g)].map(([, address]) => address)).toEqual([])
})

test('no page loads more than 300 kB of brotli-compressed script', () => {
  const sizes = pageSizes()
  expect(sizes.length).toBeGreaterThan(10)
  expect(sizes.filter(({ bytes }) => bytes > 300_000)).toEqual([])
})
