import { expect, test } from 'vitest'
import { changesOf } from './user-changes.ts'

const home = { Value: 'ada@home.example', Type: 'home', Primary: false }
const user = {
  IdentityStoreId: 'd-1234567890',
  UserId: 'u',
  UserName: 'ada',
  Name: { GivenName: 'Ada', FamilyName: 'Byron' },
  DisplayName: 'Ada Byron',
  Emails: [home, { Value: 'ada@example.com', Type: 'work', Primary: true }],
}
const same = { UserName: 'ada', GivenName: 'Ada', FamilyName: 'Byron', DisplayName: 'Ada Byron', Email: 'ada@example.com' }

test('what stays as it is, is not told', () => expect(changesOf(user, same)).toEqual([]))

test('a name that is changed is told alone', () =>
  expect(changesOf(user, { ...same, FamilyName: 'Lovelace' })).toEqual([{ AttributePath: 'name.familyName', AttributeValue: 'Lovelace' }]))

test('a new address takes the place of the primary one, and the others stay', () =>
  expect(changesOf(user, { ...same, Email: 'lovelace@example.com' })).toEqual([
    { AttributePath: 'emails', AttributeValue: [{ Value: 'lovelace@example.com', Type: 'work', Primary: true }, home] },
  ]))

test('somebody without an address gets a primary one', () => {
  const { Emails: _, ...without } = user
  const AttributeValue = [{ Value: 'ada@example.com', Type: 'work', Primary: true }]
  expect(changesOf(without, same)).toEqual([{ AttributePath: 'emails', AttributeValue }])
})
