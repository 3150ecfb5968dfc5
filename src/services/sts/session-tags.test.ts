import { expect, test } from 'vitest'
import type { Caller } from '../../access/caller.ts'
import type { AssumeRoleRequest } from '../../wire/models/sts.ts'
import { sessionFacts } from './session-tags.ts'

const caller: Caller = {
  type: 'assumed-role',
  accountId: '111122223333',
  arn: 'arn:aws:sts::111122223333:assumed-role/Reader/ada',
  principalArn: 'arn:aws:iam::111122223333:role/Reader',
  userId: 'AROAEXAMPLE:ada',
  accessKeyId: 'ASIAEXAMPLE',
  sourceIp: '192.0.2.7',
}
const tagged: Caller = { ...caller, sessionTags: { team: 'blue', cost: '42' }, transitiveTagKeys: ['team'], sourceIdentity: 'ada' }
const facts = (input: Partial<AssumeRoleRequest> = {}, from = caller) =>
  sessionFacts(from, { RoleArn: 'arn:aws:iam::111122223333:role/Target', RoleSessionName: 'me', ...input })
const tags = (...keys: string[]) => keys.map((Key) => ({ Key, Value: 'x' }))

test('a session that is given nothing carries nothing', () => {
  expect(facts()).toEqual({})
})

test('tags, the keys that go along, and the source identity are the session’s', () => {
  expect(facts({ Tags: tags('team', 'stage'), TransitiveTagKeys: ['stage'], SourceIdentity: 'grace' })).toEqual({
    sessionTags: { team: 'x', stage: 'x' },
    transitiveTagKeys: ['stage'],
    sourceIdentity: 'grace',
  })
})

test('transitive tags and the source identity go along into the next role, other tags do not', () => {
  expect(facts({}, tagged)).toEqual({ sessionTags: { team: 'blue' }, transitiveTagKeys: ['team'], sourceIdentity: 'ada' })
  expect(facts({ Tags: tags('cost'), TransitiveTagKeys: ['cost'] }, tagged)).toEqual({
    sessionTags: { team: 'blue', cost: 'x' },
    transitiveTagKeys: ['team', 'cost'],
    sourceIdentity: 'ada',
  })
})

test.each<[string, Partial<AssumeRoleRequest>, RegExp]>([
  ['two keys that differ in case', { Tags: tags('team', 'Team') }, /Duplicate tag keys/],
  ['a key of AWS', { Tags: tags('aws:team') }, /aws:/],
  ['a transitive key that is no tag', { Tags: tags('team'), TransitiveTagKeys: ['cost'] }, /transitive tag key must be included/],
  ['more than fifty tags', { Tags: tags(...Array.from({ length: 51 }, (_, index) => `k${index}`)) }, /50 tags at most/],
])('%s make no session', (_, input, message) => {
  expect(() => facts(input)).toThrow(expect.objectContaining({ code: 'ValidationError', message: expect.stringMatching(message) }))
})

test('what goes along cannot be set anew, in whatever case', () => {
  const invalid = expect.objectContaining({ code: 'ValidationError' })
  expect(() => facts({ Tags: tags('TEAM') }, tagged)).toThrow(invalid)
  expect(() => facts({ SourceIdentity: 'grace' }, tagged)).toThrow(invalid)
  expect(facts({ SourceIdentity: 'ada' }, tagged).sourceIdentity).toBe('ada')
})
