import { expect, test } from 'vitest'
import { attributeValue, readSource } from './access-control-source.ts'

const ada = {
  attributes: {
    userName: 'ada',
    name: { givenName: 'Ada', familyName: 'Lovelace' },
    emails: [
      { value: 'home@example.com', type: 'home' },
      { value: 'ada@example.com', type: 'work', primary: true },
    ],
    addresses: [{ type: 'work', locality: 'London', streetAddress: '12 St James’s, (rear)' }],
    title: 'x'.repeat(257),
  },
  enterprise: { department: 'Engines', manager: { value: 'babbage' } },
}

test.each([
  ['${path:userName}', 'ada'],
  ['${path:name.givenName}', 'Ada'],
  ['${path:emails[primary eq true].value}', 'ada@example.com'],
  ['${path:emails[type eq "home"].value}', 'home@example.com'],
  ['${path:addresses[type eq "work"].locality}', 'London'],
  ['${path:enterprise.department}', 'Engines'],
  ['${path:enterprise.manager.value}', 'babbage'],
  ['${user:email}', 'ada@example.com'],
  ['${user:subject}', 'ada'],
  ['${path:nickName}', undefined],
  ['${path:phoneNumbers[type eq "work"].value}', undefined],
])('%s of a person is %s', (source, value) => {
  expect(readSource(source)).toBeDefined()
  expect(attributeValue(ada, source)).toBe(value)
})

test('a value that no tag of a session can be is none', () => {
  expect(attributeValue(ada, '${path:title}')).toBeUndefined()
  expect(attributeValue(ada, '${path:addresses[type eq "work"].streetAddress}')).toBeUndefined()
})

test.each([
  '',
  'Engines',
  '${path:}',
  '${path:password}',
  '${path:name}',
  '${path:name.constructor}',
  '${path:userName.length}',
  '${path:emails.value}',
  '${path:userName[type eq "work"]}',
  '${path:emails[0].value}',
  '${path:enterprise.__proto__}',
  '${user:password}',
  '${path:userName} ${path:userName}',
])('%s is no attribute of people', (source) => {
  expect(readSource(source)).toBeUndefined()
})
