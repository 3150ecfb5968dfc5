import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ConfigError, readConfig, settings } from './config.ts'

let data: string
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'account-factory-config-'))
})
afterEach(() => rmSync(data, { recursive: true }))

const file = (text: string): void => writeFileSync(join(data, 'config.yaml'), text)
const read = (flags: Record<string, unknown> = {}, env: Record<string, string> = {}) => readConfig({ data, ...flags }, env)

test('without settings everything is on loopback, port 4500, pace brisk, five at a time, with the embedded PostgreSQL', () => {
  expect(readConfig({}, {})).toMatchObject({
    host: '127.0.0.1',
    port: 4500,
    data: join(process.cwd(), '.data'),
    pace: 'brisk',
    concurrency: 5,
    parity: false,
    empty: false,
    trustAnyCredentials: false,
    homeRegion: 'us-east-1',
    databaseUrl: undefined,
    secretKey: undefined,
  })
})

test('a flag beats the variable, the variable beats the file', () => {
  file('port: 1\npace: realistic\nconcurrency: 7')
  const config = read({ port: '3' }, { ACCOUNT_FACTORY_PORT: '2', ACCOUNT_FACTORY_PACE: 'instant' })
  expect(config).toMatchObject({ port: 3, pace: 'instant', concurrency: 7 })
})

test('the file is the one in the data folder that the variable names', () => {
  file('port: 4711')
  expect(readConfig({}, { ACCOUNT_FACTORY_DATA: data })).toMatchObject({ data, port: 4711 })
})

test('an empty variable is as good as none', () => {
  file('port: 4711')
  const empty = { ACCOUNT_FACTORY_PORT: '', ACCOUNT_FACTORY_PARITY: '', ACCOUNT_FACTORY_SECRET_KEY: '', DATABASE_URL: '' }
  expect(read({}, empty)).toMatchObject({ port: 4711, parity: false, databaseUrl: undefined, secretKey: undefined })
})

test.each(['true', '1', 'yes', 'on'])('a switch is turned on by the variable with %s', (value) => {
  expect(read({}, { ACCOUNT_FACTORY_PARITY: value }).parity).toBe(true)
})

test.each([
  [{ port: '70000' }, {}, /^--port: .*\(given: 70000\)/],
  [{}, { ACCOUNT_FACTORY_PACE: 'fast' }, /^ACCOUNT_FACTORY_PACE: .*\(given: fast\)/],
  [{ 'account-id': '12' }, {}, /^--account-id: twelve digits/],
  [{ 'home-region': 'Frankfurt' }, {}, /^--home-region: a Region such as us-east-1/],
  [{ concurrency: '0' }, {}, /^--concurrency: /],
  [{}, { ACCOUNT_FACTORY_SECRET_KEY: 'abc' }, /^ACCOUNT_FACTORY_SECRET_KEY: 64 hexadecimal digits/],
])('a wrong value is refused with the name of what set it: %o %o', (flags, env, message) => {
  expect(() => read(flags, env)).toThrow(ConfigError)
  expect(() => read(flags, env)).toThrow(message)
})

test.each([
  ['prot: 4500', "there is no setting 'prot'"],
  ['- 4500', 'one setting per line is needed'],
  ['port: "', 'is not YAML'],
  ['pace: fast', 'pace in '],
  ['data: /elsewhere', 'cannot name another'],
])('a config.yaml with %s is refused with its path', (text, message) => {
  file(text)
  expect(() => read()).toThrow(message)
  expect(() => read()).toThrow(join(data, 'config.yaml'))
})

test('credentials of anyone are trusted on loopback addresses only', () => {
  expect(read({ 'trust-any-credentials': true }).trustAnyCredentials).toBe(true)
  expect(() => read({ 'trust-any-credentials': true, host: '0.0.0.0' })).toThrow('loopback')
})

test('the stand-alone account has the id that is known to test suites, any other start a random one', () => {
  expect(read({ empty: true }).accountId).toBe('123456789012')
  expect(read().accountId).toMatch(/^[1-9]\d{11}$/)
  expect(read({ 'account-id': '210987654321' }).accountId).toBe('210987654321')
})

test('each setting can be described on one line of --help', () => {
  for (const [flag, { help }] of Object.entries(settings))
    expect([flag, help.length < 120, help.includes('\n')]).toEqual([flag, true, false])
})

test.each([
  [{ host: '0.0.0.0' }],
  [{ host: '10.0.0.7', 'public-url': 'https://accounts.example.org' }],
  [{ host: '0.0.0.0', 'trusted-proxy': '10.0.0.0/8', 'public-url': 'http://accounts.example.org' }],
])('nothing is served beyond loopback without TLS: %o', (flags) => {
  expect(() => read(flags)).toThrow('--allow-http')
})

test.each([
  [{ host: '0.0.0.0', 'tls-cert': 'c', 'tls-key': 'k' }],
  [{ host: '0.0.0.0', 'trusted-proxy': '10.0.0.0/8, 192.0.2.1', 'public-url': 'https://accounts.example.org' }],
  [{ host: '0.0.0.0', 'allow-http': true }],
  [{ host: 'localhost' }],
])('it is with TLS, behind a proxy that has it, when told to, or on loopback: %o', (flags) => {
  expect(read(flags).host).toBe(flags.host)
})

test.each([
  [{ 'tls-cert': 'c' }, 'go together'],
  [{ 'trusted-proxy': 'proxy.example.org' }, 'IP addresses'],
  [{ 'trusted-proxy': '10.0.0.0/33' }, 'IP addresses'],
])('%o is refused', (flags, message) => {
  expect(() => read(flags)).toThrow(message)
})

test('mails need a server and a sender', () => {
  const mail = { 'smtp-url': 'smtps://user:secret@mail.example.org', 'mail-from': 'Account Factory <a@example.org>' }
  expect(read(mail).mail).toEqual({ url: mail['smtp-url'], from: mail['mail-from'] })
  expect(read({}).mail).toBeUndefined()
  expect(() => read({ 'smtp-url': mail['smtp-url'] })).toThrow('--mail-from')
})

test.each(['http://user:horse-battery@mail.example.org', 'user:horse-battery@mail', 'smtp://', 'smtps://user:horse-battery@host/path'])(
  '%s is no mail server, and what is said of it does not repeat it',
  (url) => {
    expect(() => read({ 'smtp-url': url, 'mail-from': 'a@example.org' })).toThrow(/^--smtp-url: (?!.*horse-battery)/)
  },
)
