import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { actions, cellOf, columns, describeMatrix, describeSummary, matrixFile, readingActions } from './access-matrix.ts'
import { root } from './source.ts'

// Who may do what is a decision, not an accident: a change of a policy, or an operation more, shows as changed lines of access-matrix.md.

const allowedTo = (name: string): string[] => {
  const column = columns().find((column) => column.name.startsWith(`permission set ${name} `))
  if (!column) throw new Error(`there is no permission set ${name}`)
  return actions().filter((action) => cellOf(column.documents, action) !== 'no')
}

test('access-matrix.md is what the predefined permission sets and managed policies allow', () => {
  expect(actions().length).toBeGreaterThan(150)
  expect(readFileSync(matrixFile, 'utf8'), 'run: node test/architecture/access-matrix.ts').toBe(describeMatrix())
})

test('docs/operate.md tells what the permission sets open', () => {
  expect(readFileSync(join(root, 'docs/operate.md'), 'utf8')).toContain(`\n${describeSummary()}\n`)
})

test('an administrator may do everything', () => {
  expect(allowedTo('AWSAdministratorAccess')).toEqual(actions())
})

test('read-only is read-only', () => {
  expect(allowedTo('AWSReadOnlyAccess').filter((action) => !readingActions.test(action))).toEqual([])
  const readers = columns().filter(({ name }) => /ReadOnly|ViewOnly|SecurityAudit/.test(name))
  expect(readers.length).toBeGreaterThan(8)
  for (const { documents } of readers) {
    expect(actions().filter((action) => cellOf(documents, action) !== 'no' && !readingActions.test(action))).toEqual([])
  }
})

test('nobody who only reads is shown a code that proves who one is', () => {
  const codes = ['account-factory:GetPrimaryEmailCode', 'sts:GetFederationToken']
  for (const { name, documents } of columns().filter(({ name }) => /ReadOnly|ViewOnly|SecurityAudit|EndUser/.test(name))) {
    expect([name, codes.map((action) => cellOf(documents, action))]).toEqual([name, ['no', 'no']])
  }
})

test('an end user launches, and sees and ends what is their own', () => {
  const others = allowedTo('AWSServiceCatalogEndUserAccess').filter((action) => !/^(servicecatalog|account-factory):/.test(action))
  expect(others).toEqual([])
})
