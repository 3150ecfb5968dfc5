import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { coverageFile, describeCoverage } from '../../docs/write-coverage.ts'

test('docs/coverage.md is what the operation tables offer', () => {
  expect(readFileSync(coverageFile, 'utf8')).toBe(describeCoverage())
})
