import { expect, test } from 'vitest'
import type { AssumeRoleRequest } from '../../wire/models/sts.ts'
import { readSessionPolicies } from './session-policies.ts'

const read = (input: Partial<AssumeRoleRequest>) =>
  readSessionPolicies({ RoleArn: 'arn:aws:iam::111122223333:role/Reader', RoleSessionName: 'me', ...input })
const awsManaged = (name: string) => ({ arn: `arn:aws:iam::aws:policy/${name}` })
const policy = (statement: unknown): string => JSON.stringify({ Version: '2012-10-17', Statement: statement })

test('a session without policies is narrowed by none and packs nothing', () => {
  expect(read({})).toEqual({ documents: [], packedSize: 0 })
})

test('what is given comes back as it was, after the managed ones', () => {
  const own = policy({ Effect: 'Allow', Action: 'sts:*', Resource: '*' })
  const { documents, packedSize } = read({ Policy: own, PolicyArns: [awsManaged('ReadOnlyAccess')] })
  expect(documents).toHaveLength(2)
  expect(documents[1]).toBe(own)
  expect(packedSize).toBeGreaterThan(0)
})

test.each([
  ['no json', 'no json'],
  ['no statement', '{}'],
  ['nothing as statement', '{"Statement":null}'],
  ['nothing in the list of statements', '{"Statement":[null]}'],
  ['an empty list of statements', '{"Statement":[]}'],
  ['an allow that names no resource', policy({ Effect: 'Allow', Action: '*' })],
  ['a misspelt deny', policy({ Effect: 'Deny', Acton: 'organizations:*', Resource: '*' })],
  ['an action that is a number', policy({ Effect: 'Allow', Action: ['*', 1], Resource: '*' })],
  ['a condition without keys', policy({ Effect: 'Allow', Action: '*', Resource: '*', Condition: { StringEquals: null } })],
  ['a principal, which a session has already', policy({ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' })],
])('%s is refused before there is a session', (_, Policy) => {
  expect(() => read({ Policy })).toThrow(expect.objectContaining({ code: 'MalformedPolicyDocument' }))
})

test('a managed policy that is not there is refused', () => {
  expect(() => read({ PolicyArns: [awsManaged('NoSuchPolicy')] })).toThrow(expect.objectContaining({ code: 'MalformedPolicyDocument' }))
  expect(() => read({ PolicyArns: [{}] })).toThrow(expect.objectContaining({ code: 'MalformedPolicyDocument' }))
})

test('policies may take all of their space and not a character more', () => {
  const bare = policy({ Effect: 'Allow', Action: '', Resource: '*' })
  const full = policy({ Effect: 'Allow', Action: 'a'.repeat(2048 - bare.length), Resource: '*' })
  expect(read({ Policy: full }).packedSize).toBe(100)
  expect(() => read({ Policy: `${full} ` })).toThrow(expect.objectContaining({ code: 'PackedPolicyTooLarge' }))
})

test('a policy that is named often counts once, and no more than ten may be named', () => {
  const often = Array.from({ length: 10 }, () => awsManaged('AWSServiceCatalogEndUserFullAccess'))
  expect(read({ PolicyArns: often }).documents).toHaveLength(1)
  expect(() => read({ PolicyArns: [...often, awsManaged('ReadOnlyAccess')] })).toThrow(expect.objectContaining({ code: 'ValidationError' }))
})
