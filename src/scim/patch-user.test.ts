import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isFault } from '../fault.ts'
import { readPatch } from './patch-request.ts'
import { patchUser } from './patch-user.ts'
import { enterpriseSchema } from './user-resource.ts'

const patched = (draft: Record<string, unknown>, ...operations: object[]) => patchUser(draft, readPatch({ Operations: operations }))
const work = { type: 'work', value: 'a@example.org', primary: true }

test('an added address that is primary takes the place of the primary one', () => {
  const added = { type: 'home', value: 'b@example.org', primary: true }
  expect(patched({ emails: [work] }, { op: 'add', path: 'emails', value: [added] })).toEqual({
    emails: [{ ...work, primary: false }, added],
  })
})

test('an entry is picked by its filter, made when it is not there, and removed', () => {
  const made = patched({}, { op: 'replace', path: 'emails[type eq "work"].value', value: 'a@example.org' })
  expect(made).toEqual({ emails: [{ type: 'work', value: 'a@example.org' }] })
  expect(patched(made, { op: 'remove', path: 'emails[type eq "work"]' })).toEqual({})
})

test('what is not known among many attributes is let go; the known ones count', () => {
  const value = { shoeSize: 44, TITLE: 'Dr', [enterpriseSchema]: { department: 'R' } }
  expect(patched({}, { op: 'add', value })).toEqual({ title: 'Dr', [enterpriseSchema]: { department: 'R' } })
})

test('whatever path is sent, nothing but the user is changed', () => {
  const paths = fc.oneof(
    fc.string({ minLength: 1, maxLength: 60 }),
    fc.constantFrom('__proto__.x', 'constructor.prototype.x', 'name.__proto__', 'emails[__proto__ eq "x"].y'),
  )
  fc.assert(
    fc.property(paths, fc.constantFrom('add', 'replace', 'remove'), fc.jsonValue(), (path, op, value) => {
      try {
        patched({ userName: 'x', name: {}, emails: [work] }, { op, path, value })
      } catch (error) {
        expect(isFault(error)).toBe(true)
      }
      expect([Object.keys(Object.prototype), ({} as { x?: unknown }).x]).toEqual([[], undefined])
    }),
    { numRuns: 500 },
  )
})
