import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { root, type SourceFile, sourceFiles } from './source.ts'

// Which room may import which, and why not where it may not. ARCHITECTURE.md tells the story of each room.

/** Files beside main.ts that any room may import. */
const leaves = new Set(['src/fault.ts', 'src/clock.ts', 'src/random.ts'])

const rooms: Readonly<Record<string, { mayImport: readonly string[]; because: string }>> = {
  database: { mayImport: [], because: 'it stores what it is told and knows nobody' },
  wire: { mayImport: [], because: 'it turns bytes into operations of services it does not know' },
  access: { mayImport: ['database'], because: 'rights are decided without knowing what is done with them' },
  services: { mayImport: ['access', 'database', 'wire'], because: 'an AWS service must not know what is built on top of it' },
  factory: {
    mayImport: ['access', 'database', 'wire'],
    because: 'it makes accounts through AWS clients only, so that what is rehearsed is what runs',
  },
  portal: { mayImport: ['access', 'database'], because: 'people and their access are handed in' },
  scim: { mayImport: ['access', 'database'], because: 'people and groups are handed in' },
  api: { mayImport: ['access', 'factory'], because: 'what it shows of services is handed in' },
  commands: { mayImport: ['wire', 'server'], because: 'the command line is a client of the public API; only start touches the server' },
  server: { mayImport: ['access', 'api', 'database', 'factory', 'portal', 'scim', 'services', 'wire'], because: 'it builds everything' },
}

/** Imports that cross a wall for their types alone, each with its reason. */
const typesOnly: Readonly<Record<string, string>> = {
  'factory -> services/service-catalog/product-handler.ts': 'the seam that Service Catalog offers to whoever makes products',
  'commands -> api/schemas.ts': 'the shapes of the public API that it calls',
}

test('a room imports only the rooms it may know', () => {
  const files = sourceFiles('src/**/*.ts', { tests: true })
  expect(files.flatMap(importsOf).length).toBeGreaterThan(500)
  const crossings = files.flatMap(forbiddenImports)
  expect(crossings).toEqual([])
})

test('one service reaches another only through its index.ts', () => {
  const intrusions = sourceFiles('src/services/**/*.ts').flatMap((file) =>
    importsOf(file)
      .filter(({ target }) => target.startsWith('src/services/') && dirname(target) !== dirname(file.path) && !target.endsWith('/index.ts'))
      .map(({ target }) => `${file.path} -> ${target}`),
  )
  expect(intrusions).toEqual([])
})

test('the console speaks HTTP: of the server it imports types of the wire only', () => {
  const reaching = sourceFiles('console/**/*.{ts,tsx}').flatMap((file) =>
    importsOf(file)
      .filter(({ target, isType }) => target.startsWith('src/') && !(isType && target.startsWith('src/wire/models/')))
      .map(({ target }) => `${file.path} -> ${target}`),
  )
  expect(reaching).toEqual([])
})

test('there are no barrels but the index.ts of a service', () => {
  const barrels = sourceFiles('{src,console,test}/**/index.ts').filter(({ path }) => !/^src\/services\/[\w-]+\/index\.ts$/.test(path))
  expect(barrels.map(({ path }) => path)).toEqual([])
})

test('no file or folder is called utils, helpers, common, manager, base or misc', () => {
  const vague = sourceFiles('{src,console,test,bench}/**/*.{ts,tsx}', { tests: true }).filter(({ path }) =>
    /(^|[/-])(utils?|helpers?|common|managers?|base|misc)([/.-]|$)/.test(path),
  )
  expect(vague.map(({ path }) => path)).toEqual([])
})

function roomOf(path: string): string {
  return path.split('/')[1] ?? ''
}

function forbiddenImports(file: SourceFile): string[] {
  const room = roomOf(file.path)
  if (!isInRoom(file.path) || leaves.has(file.path) || file.path === 'src/main.ts') return []
  return importsOf(file)
    .filter(({ target }) => target.startsWith('src/') && !leaves.has(target) && roomOf(target) !== room)
    .filter(({ target, isType }) => !isAllowed(room, target, isType))
    .map(({ target }) => `${file.path} -> ${target}: ${room} may not, ${rooms[room]?.because ?? 'there is no such room'}`)
}

function isInRoom(path: string): boolean {
  return path.split('/').length > 2
}

function isAllowed(room: string, target: string, isType: boolean): boolean {
  if (rooms[room]?.mayImport.includes(roomOf(target))) return true
  const known = [`${room} -> ${roomOf(target)}`, `${room} -> ${target.slice('src/'.length)}`]
  return isType && known.some((edge) => Object.hasOwn(typesOnly, edge))
}

function importsOf(file: SourceFile): { target: string; isType: boolean }[] {
  const imports = /^(?:import|export)\s+(type\s)?[^'"]*?from\s+'(\.[^']+)'|^import\s+'(\.[^']+)'|\bimport\('(\.[^']+)'\)/gm
  return [...file.text.matchAll(imports)].map(([, type, from, bare, dynamic]) => ({
    target: relative(root, join(root, dirname(file.path), from ?? bare ?? dynamic ?? '')),
    isType: type !== undefined,
  }))
}
