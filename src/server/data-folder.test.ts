import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDataFolder } from './data-folder.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'account-factory-data-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const lock = (): string => join(folder, 'server.lock')

/** Takes the folder in a process of its own, which lives until it is killed. */
async function holder() {
  const script = `import { openDataFolder } from '${import.meta.dirname}/data-folder.ts'
    openDataFolder(process.argv[1], undefined); console.log('held'); setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise((resolve) => child.stdout.once('data', resolve))
  return child
}

test('a folder in use by a living server is refused with its process', async () => {
  const child = await holder()
  try {
    expect(() => openDataFolder(folder, undefined)).toThrow(`${folder} is in use by another server (process ${child.pid})`)
    expect(readdirSync(folder).sort()).toEqual(['secret.key', 'server.lock'])
  } finally {
    child.kill('SIGKILL')
  }
})

test('the lock of a killed server does not stand in the way, not even while it is a zombie', async () => {
  const child = await holder()
  child.kill('SIGKILL')
  await new Promise((resolve) => child.once('exit', resolve))
  openDataFolder(folder, undefined).release()
  expect(readdirSync(folder)).toEqual(['secret.key'])
})

test('the lock of an earlier process with our id, or of no process at all, is stale', () => {
  for (const text of [`${process.pid} 1\n`, '999999999 5\n', '', 'nonsense']) {
    writeFileSync(lock(), text)
    openDataFolder(folder, undefined).release()
  }
  expect(readdirSync(folder)).toEqual(['secret.key'])
})

test('the secret key is made once, for the owner only', () => {
  const first = openDataFolder(folder, undefined)
  first.release()
  const second = openDataFolder(folder, undefined)
  second.release()
  expect(first.secretKey).toHaveLength(32)
  expect(second.secretKey).toEqual(first.secretKey)
  expect(statSync(join(folder, 'secret.key')).mode & 0o777).toBe(0o600)
})

test('a given secret key is taken and not written down', () => {
  const data = openDataFolder(folder, 'ab'.repeat(32))
  expect(data.secretKey.toString('hex')).toBe('ab'.repeat(32))
  expect(readdirSync(folder)).toEqual(['server.lock'])
  expect(readFileSync(lock(), 'utf8')).toMatch(new RegExp(`^${process.pid} \\d+\n$`))
  data.release()
})

test('a damaged secret key is refused rather than replaced', () => {
  writeFileSync(join(folder, 'secret.key'), 'short')
  expect(() => openDataFolder(folder, undefined)).toThrow('is damaged')
})
