import { expect, test } from 'vitest'
import { decideMfa, type MfaDecision, type MfaFacts } from './mfa-policy.ts'

const calm: MfaFacts = {
  policy: 'at-risk',
  withoutDevice: 'allow',
  hasDevice: true,
  trustedDevice: true,
  knownNetwork: true,
  failedBefore: 0,
  oneTimePassword: false,
}
/** Each alone makes a sign-in a risk. */
const risks: ReadonlyArray<readonly [string, Partial<MfaFacts>]> = [
  ['a browser that is not trusted', { trustedDevice: false }],
  ['a network not seen lately', { knownNetwork: false }],
  ['a wrong password before', { failedBefore: 1 }],
  ['a one-time password', { oneTimePassword: true }],
]

test('at risk, nothing is asked of who comes as always', () => expect(decideMfa(calm)).toBe('skip'))

test.each(risks)('at risk, %s is reason enough', (_, risk) => {
  expect(decideMfa({ ...calm, ...risk })).toBe('ask')
})

test.each([['as always', {}], ...risks] as const)('always means always, never means never: %s', (_, risk) => {
  expect(decideMfa({ ...calm, ...risk, policy: 'always' })).toBe('ask')
  expect(decideMfa({ ...calm, ...risk, policy: 'never' })).toBe('skip')
})

test.each<[MfaFacts['withoutDevice'], MfaDecision]>([
  ['allow', 'skip'],
  ['enrol', 'enrol'],
  ['block', 'block'],
])('without a device, %s leads to %s, but only where one is asked for', (withoutDevice, decision) => {
  const without: MfaFacts = { ...calm, hasDevice: false, withoutDevice }
  expect(decideMfa({ ...without, policy: 'always' })).toBe(decision)
  expect(decideMfa({ ...without, trustedDevice: false })).toBe(decision)
  expect(decideMfa(without)).toBe('skip')
  expect(decideMfa({ ...without, policy: 'never' })).toBe('skip')
})
