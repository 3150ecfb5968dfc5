import { expect, test } from 'vitest'
import { bashForm, powerShellForm, profileForm } from './credential-forms.ts'

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
