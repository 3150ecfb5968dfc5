import { expect, test } from 'vitest'
import { returnAddress, shortcutAddress } from './return-address.ts'

const origin = 'http://127.0.0.1:4500'

test.each([
  '/console',
  '/console/',
  '/console?q=1',
  '/console/catalog/queue?q=a%26b#steps',
  `${origin}/console/organization`,
  '/start/device?user_code=BCDF-GHJK',
  '/start/authorize?client_id=a&redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2Foauth%2Fcallback',
])('a sign-in leads back to %s', (wanted) => expect(returnAddress(wanted, origin)).toBe(wanted.replace(origin, '')))

test.each([
  undefined,
  '',
  '/start',
  '/start/devices',
  '/start/device/..//evil.example',
  '/start/other?return=/start/device',
  '/consoles',
  '/console/../evil',
  '/console/..%2f../evil/../../evil',
  '//evil.example/console',
  '/\\evil.example/console',
  '\\\\evil.example/console',
  'https://evil.example/console',
  'http://127.0.0.1:4500@evil.example/console',
  'javascript:alert(1)//console',
  'data:text/html,/console',
  '\t//evil.example/console',
])('a sign-in never leads to %s', (wanted) => {
  const address = returnAddress(wanted, origin)
  expect(address === undefined || /^\/console(\/|$|\?)/.test(address)).toBe(true)
  expect(address ?? '').not.toContain('evil.example')
})

test('a shortcut link leads to the console as the role that it names', () => {
  expect(shortcutAddress('#/console?account_id=123456789012&role_name=Admin', origin)).toBe(
    '/console?account_id=123456789012&role_name=Admin',
  )
})

test.each(['', '#', '#/console', '#/console?role_name=Admin', '#//evil.example/console?account_id=1'])(
  'the hash %j is no shortcut',
  (hash) => expect(shortcutAddress(hash, origin)).toBeUndefined(),
)
