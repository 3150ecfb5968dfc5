import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accountOfAccessKey, newAccessKeyId } from './access-key-id.ts'

test('the id of an access key tells its account', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), fc.constantFrom('AKIA' as const, 'ASIA' as const), (number, prefix) => {
      const accountId = String(number).padStart(12, '0')
      const id = newAccessKeyId(prefix, accountId)
      expect(id).toMatch(/^A[KS]IA[A-Z2-7]{16}$/)
      expect(accountOfAccessKey(id)).toBe(accountId)
    }),
  )
})

test('an id that AWS itself publishes is read as AWS reads it', () => {
  // The key of "Get the account ID of an access key": aws sts get-access-key-info.
  expect(accountOfAccessKey('ASIAQNZGKIQY56JQ7WML')).toBe('029608264753')
})

test.each(['', 'AKIA', 'AKIAxxxxxxxxxxxxxxxx', 'AROAQNZGKIQY56JQ7WML'])('%j is no access key', (id) => {
  expect(accountOfAccessKey(id)).toBeUndefined()
})
