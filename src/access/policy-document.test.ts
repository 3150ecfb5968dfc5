import { expect, test } from 'vitest'
import { readPolicyDocument } from './policy-document.ts'

const statement = { Effect: 'Allow', Action: '*', Resource: '*' }

test.each([
  { Version: '2012-10-17', Statement: [statement] },
  { Statement: statement },
  {
    Statement: [
      { Sid: 'x', Effect: 'Deny', NotAction: ['a:*'], NotResource: ['*'], Condition: { Bool: { 'a:b': true }, Null: { c: ['true'] } } },
    ],
  },
])('%j is a policy', (document) => {
  expect(readPolicyDocument(JSON.stringify(document))).toEqual(document)
})

test.each([
  ['', 'it is not valid JSON'],
  ['no json', 'it is not valid JSON'],
  ['null', /expected object/],
  ['[]', /expected object/],
  ['{"Version":"2012-10-17"}', /Statement/],
  ['{"Statement":null}', /Statement/],
  ['{"Statement":[]}', /Statement/],
  ['{"Statement":[null]}', /Statement\.0/],
  [{ Statement: { ...statement, Effect: 'allow' } }, /Statement\.Effect/],
  [{ Statement: [{ ...statement, Action: [7] }] }, /Statement\.0\.Action/],
  [{ Statement: { ...statement, NotAction: 'a:*' } }, /either Action or NotAction/],
  [{ Statement: { Effect: 'Allow', Action: '*' } }, /either Resource or NotResource/],
  [{ Statement: { ...statement, Principal: '*' } }, /Principal/],
  [{ Statement: { ...statement, Condition: { Bool: null } } }, /Condition/],
  [{ Statement: { ...statement, Condition: { Bool: { a: { b: 1 } } } } }, /Condition/],
  [{ Statement: statement, Version: '2020-01-01' }, /Version/],
  [{ Statement: { ...statement, Condition: { StringSimilar: { a: 'b' } } } }, 'StringSimilar is no condition operator'],
  [{ Statement: { ...statement, Condition: { IpAddress: { 'aws:SourceIp': 'the office' } } } }, /the office is no value that IpAddress/],
])('%j is refused', (document, problem) => {
  const refused = readPolicyDocument(typeof document === 'string' ? document : JSON.stringify(document))
  expect(refused).toBeInstanceOf(Error)
  expect((refused as Error).message).toMatch(problem)
})
