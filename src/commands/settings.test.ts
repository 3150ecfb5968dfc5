import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readSettings } from './settings.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'account-factory-settings-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const surroundings = (env: Record<string, string> = {}) => ({ env, folder, home: join(folder, 'home') })

function write(path: string, text: string): string {
  const file = join(folder, path)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, text)
  return file
}

test('with nothing configured it is the installation in this folder, on the default port', () => {
  const file = write('.data/credentials', '[account-factory]\naws_access_key_id = A\n')
  expect(readSettings({}, surroundings())).toEqual({
    endpoint: 'http://127.0.0.1:4500',
    endpointFrom: 'default',
    region: undefined,
    profile: 'account-factory',
    credentialsFile: file,
    credentialsFrom: `profile account-factory in ${file}`,
  })
})

test('the server’s own variables for port and data folder hold for its client too', () => {
  const file = write('elsewhere/credentials', '[account-factory]\n')
  const settings = readSettings({}, surroundings({ ACCOUNT_FACTORY_PORT: '4600', ACCOUNT_FACTORY_DATA: 'elsewhere' }))
  expect(settings).toMatchObject({ endpoint: 'http://127.0.0.1:4600', credentialsFile: file })
})

test('flag beats variable beats profile for the address', () => {
  write('home/.aws/config', '[profile work]\nendpoint_url = http://from-profile:1\nregion = eu-west-1\n')
  const env = { AWS_PROFILE: 'work' }
  expect(readSettings({}, surroundings(env))).toMatchObject({ endpoint: 'http://from-profile:1', region: 'eu-west-1' })
  const variable = { ...env, AWS_ENDPOINT_URL: 'http://from-variable:1/' }
  expect(readSettings({}, surroundings(variable))).toMatchObject({ endpoint: 'http://from-variable:1', endpointFrom: 'AWS_ENDPOINT_URL' })
  expect(readSettings({ endpointUrl: 'http://from-flag:1' }, surroundings(variable)).endpoint).toBe('http://from-flag:1')
})

test('flag beats variable beats profile for the Region', () => {
  write('home/.aws/credentials', '[default]\nregion = eu-west-1\n')
  expect(readSettings({}, surroundings()).region).toBe('eu-west-1')
  expect(readSettings({}, surroundings({ AWS_DEFAULT_REGION: 'eu-west-2' })).region).toBe('eu-west-2')
  expect(readSettings({}, surroundings({ AWS_DEFAULT_REGION: 'eu-west-2', AWS_REGION: 'eu-west-3' })).region).toBe('eu-west-3')
  expect(readSettings({ region: 'us-east-2' }, surroundings({ AWS_REGION: 'eu-west-3' })).region).toBe('us-east-2')
})

test('whoever says whom to be is not overruled by the installation in this folder', () => {
  write('.data/credentials', '[account-factory]\n')
  for (const env of [{ AWS_ACCESS_KEY_ID: 'A' }, { AWS_PROFILE: 'work' }, { AWS_SHARED_CREDENTIALS_FILE: '/elsewhere' }] as Array<
    Record<string, string>
  >)
    expect(readSettings({}, surroundings(env)).credentialsFile).toBeUndefined()
  expect(readSettings({ profile: 'work' }, surroundings())).toMatchObject({ credentialsFile: undefined, profile: 'work' })
})

test('a profile of the credentials file beats the same of the configuration file', () => {
  write('home/.aws/config', '[default]\nendpoint_url = http://config:1 ; a comment\n')
  expect(readSettings({}, surroundings()).endpoint).toBe('http://config:1')
  write('home/.aws/credentials', '# comment\n[ default ]\nendpoint_url=http://credentials:1\n')
  expect(readSettings({}, surroundings()).endpoint).toBe('http://credentials:1')
})
