import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seal, unseal } from './seal.ts'

const key = Buffer.alloc(32, 1)

test('what was sealed comes back under the same key and purpose only', () => {
  const sealed = seal(key, 'session', 'secret ü')
  expect(sealed).not.toContain('secret')
  expect(unseal(key, 'session', sealed)).toBe('secret ü')
  expect(unseal(key, 'access-key', sealed)).toBeUndefined()
  expect(unseal(Buffer.alloc(32, 2), 'session', sealed)).toBeUndefined()
})

test('the same text is sealed differently each time', () => {
  expect(seal(key, 'session', 'x')).not.toBe(seal(key, 'session', 'x'))
})

test('a seal that was changed in any byte does not open', () => {
  const bytes = Buffer.from(seal(key, 'session', 'a role of an account'), 'base64url')
  for (let index = 0; index < bytes.length; index++) {
    const changed = Buffer.from(bytes)
    changed.writeUInt8((bytes[index] ?? 0) ^ 1, index)
    expect(unseal(key, 'session', changed.toString('base64url'))).toBeUndefined()
  }
  expect(unseal(key, 'session', bytes.subarray(0, -1).toString('base64url'))).toBeUndefined()
})

test('no text opens, and none breaks', () => {
  fc.assert(fc.property(fc.string(), (text) => unseal(key, 'session', text) === undefined))
})
