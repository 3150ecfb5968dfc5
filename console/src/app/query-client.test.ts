// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import { ApiError } from '../lib/api.ts'
import { needsSignIn, signInLink } from './query-client.ts'

test.each([
  'NotSignedIn',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
  'ExpiredToken',
  'NewPasswordRequired',
  'MfaRequired',
  'MfaEnrolmentRequired',
])('the refusal %s leads to the sign-in page', (code) => expect(needsSignIn(new ApiError(401, { code }))).toBe(true))

test.each(['AccessDeniedException', 'NoRoleChosen', 'ResourceNotFoundException', 'NoConnection'])(
  'the refusal %s is shown where it happened',
  (code) => expect(needsSignIn(new ApiError(403, { code }))).toBe(false),
)

test('an error that is no answer of the server does not lead to the sign-in page', () => {
  expect(needsSignIn(new Error('NotSignedIn'))).toBe(false)
})

test('the sign-in page leads back to the very page, search included', () => {
  const link = new URL(signInLink('/console/organization/accounts?q=a&b=1#x'), 'http://localhost')
  expect(link.searchParams.get('return')).toBe('/console/organization/accounts?q=a&b=1#x')
})
