import { chmodSync, cpSync, existsSync, lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { copyInto, findPostgresBinaries, linkLibraries } from './postgres-binaries.ts'
import { canPass, canRead } from './postgres-user.ts'

let parent: string
/** The package as it is where install scripts do not run: without the links to its libraries. */
let unpacked: string

beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), 'account-factory-binaries-'))
  chmodSync(parent, 0o711)
  unpacked = join(parent, 'native')
  cpSync(findPostgresBinaries(undefined, parent).folder, unpacked, { recursive: true, verbatimSymlinks: true })
  for (const name of readdirSync(join(unpacked, 'lib'))) {
    if (lstatSync(join(unpacked, 'lib', name)).isSymbolicLink()) rmSync(join(unpacked, 'lib', name))
  }
})
afterAll(() => rmSync(parent, { recursive: true, force: true }))

test('links to libraries that the install script did not make are made', () => {
  expect(existsSync(join(unpacked, 'lib/libicui18n.so.60'))).toBe(false)
  expect(linkLibraries(unpacked)).toBe(true)
  expect(existsSync(join(unpacked, 'lib/libicui18n.so.60'))).toBe(true)
})

test('a copy can be used by any user, though the packages were installed for one only', () => {
  chmodSync(unpacked, 0o700)
  chmodSync(join(unpacked, 'bin'), 0o700)
  chmodSync(join(unpacked, 'bin/postgres'), 0o700)
  const native = copyInto(parent, unpacked, '0.0.0')
  const anyone = { uid: 65_534, gid: 65_534 }
  expect(canPass(join(native, 'bin/postgres'), anyone)).toBe(true)
  expect(canRead(join(native, 'lib/libicui18n.so.60'), anyone)).toBe(true)
  expect(copyInto(parent, '/nowhere', '0.0.0')).toBe(native)
})
