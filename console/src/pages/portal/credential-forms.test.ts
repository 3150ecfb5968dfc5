import { expect, test } from 'vitest'
import { bashForm, cmdForm, masked, powerShellForm, profileForm, ssoForm } from './credential-forms.ts'

const credentials = { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'se/cr+et', sessionToken: 'to==ken', expiration: '2026-01-01T00:00:00Z' }
const settings = { profile: '123456789012_AWSAdministratorAccess', endpoint: 'http://127.0.0.1:4500' }

test('the lines for a shell set key, secret, token and our endpoint', () => {
  expect(bashForm(credentials, settings).split('\n')).toEqual([
    'export AWS_ACCESS_KEY_ID="ASIAEXAMPLE"',
    'export AWS_SECRET_ACCESS_KEY="se/cr+et"',
    'export AWS_SESSION_TOKEN="to==ken"',
    'export AWS_ENDPOINT_URL="http://127.0.0.1:4500"',
  ])
})

test('PowerShell gets its own form of the same lines', () => {
  expect(powerShellForm(credentials, settings)).toMatch(/^\$Env:AWS_ACCESS_KEY_ID="ASIAEXAMPLE"\n\$Env:AWS_SECRET_ACCESS_KEY=/)
})

test('the profile bears account and role, and leads to us', () => {
  expect(profileForm(credentials, settings)).toBe(
    [
      '[123456789012_AWSAdministratorAccess]',
      'aws_access_key_id=ASIAEXAMPLE',
      'aws_secret_access_key=se/cr+et',
      'aws_session_token=to==ken',
      'endpoint_url=http://127.0.0.1:4500',
    ].join('\n'),
  )
})

test('the Command Prompt takes no quotes, they would be part of the value', () => {
  expect(cmdForm(credentials, settings)).toMatch(/^SET AWS_ACCESS_KEY_ID=ASIAEXAMPLE\nSET AWS_SECRET_ACCESS_KEY=se\/cr\+et\n/)
})

test('what is shown before secrets are asked for holds none', () => {
  const shown = masked(profileForm(credentials, settings), credentials)
  expect(shown).not.toMatch(/se\/cr\+et|to==ken/)
  expect(shown).toContain('aws_access_key_id=ASIAEXAMPLE')
})

test('the block for aws sso login names session, account and role', () => {
  const sso = { accountId: '123456789012', roleName: 'Reader', startUrl: 'https://d-1.awsapps.com/start', region: 'eu-west-1' }
  expect(ssoForm({ ...settings, ...sso })).toMatch(
    /^\[sso-session account-factory\]\nsso_start_url = https:\/\/d-1\.awsapps\.com\/start\n[\s\S]*sso_account_id = 123456789012\nsso_role_name = Reader\n/,
  )
})
