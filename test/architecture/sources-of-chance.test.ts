import { expect, test } from 'vitest'
import { sourceFiles } from './source.ts'

// What makes a program differ from run to run comes in at one place each, so that tests and simulations can hold it still.

const rules: ReadonlyArray<{ what: string; pattern: RegExp; where: readonly string[] }> = [
  { what: 'the environment', pattern: /\bprocess\.env\b/, where: ['src/server/config.ts', 'src/commands/settings.ts'] },
  { what: 'the time', pattern: /\bDate\.now\(|\bnew Date\(\)/, where: ['src/clock.ts', 'src/commands/'] },
  {
    what: 'randomness',
    pattern: /\bMath\.random\(|\brandomUUID\b.*from 'node:crypto'|\brandomBytes\b.*from 'node:crypto'/,
    where: ['src/random.ts'],
  },
]

test.each(rules)('$what is read in one place', ({ pattern, where }) => {
  const others = sourceFiles('src/**/*.ts').filter(
    ({ path, text }) => pattern.test(text) && !where.some((allowed) => path.startsWith(allowed)),
  )
  expect(others.map(({ path }) => path)).toEqual([])
})

test('rows carry the time of our clock, never that of the database', () => {
  const asking = sourceFiles('src/**/*.{ts,sql}').filter(
    ({ path, text }) => /\b(now|clock_timestamp)\(\)/.test(text.replace(/clock\.now\(\)/g, '')) && !/schema\.sql$/.test(path),
  )
  const offenders = asking.filter(({ text }) =>
    /(default|values|set|select)[^\n]*\b(now|clock_timestamp)\(\)/i.test(text.replace(/clock\.now\(\)/g, '')),
  )
  expect(offenders.map(({ path }) => path)).toEqual([])
})
