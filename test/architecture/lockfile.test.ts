import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './source.ts'

const text = readFileSync(join(root, 'package-lock.json'), 'utf8')
const { packages } = JSON.parse(text) as { packages: Record<string, { optionalDependencies?: Record<string, string> }> }

test('the lockfile names no registry, so that everyone installs from their own', () => {
  expect(text).not.toContain('"resolved": "http')
})

// Written on a registry that lacks some, it would leave them out, and npm ci refuses to install from such a file anywhere.
test('what a locked package names for other platforms is locked too', () => {
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !isLocked(path, name)),
  )
  expect(missing).toEqual([])
})

/** Looked for as Node does: in the package's own node_modules, then in those around it. */
function isLocked(path: string, name: string): boolean {
  if (Object.hasOwn(packages, join(path, 'node_modules', name))) return true
  if (path === '') return false
  const around = path.lastIndexOf('/node_modules/')
  return isLocked(around < 0 ? '' : path.slice(0, around), name)
}
