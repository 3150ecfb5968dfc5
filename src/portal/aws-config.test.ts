import { expect, test } from 'vitest'
import { awsConfig } from './aws-config.ts'

const options = {
  userName: 'ada',
  startUrl: 'https://d-1234567890.awsapps.com/start',
  region: 'eu-west-1',
  endpointUrl: 'http://127.0.0.1:4500',
}
const account = (accountId: string, name: string, ...roles: string[]) => ({
  accountId,
  name,
  email: 'a@example.com',
  organizationalUnit: '',
  tags: [],
  roles: roles.map((role) => ({ name: role, description: '' })),
})

test('the config has the session and a profile for each account and role', () => {
  expect(awsConfig({ ...options, accounts: [account('111122223333', 'Web shop', 'Admin', 'Reader')] })).toBe(`\
# The accounts and roles of ada. To sign in: aws sso login --profile <one of these>

[sso-session account-factory]
sso_start_url = https://d-1234567890.awsapps.com/start
sso_region = eu-west-1
sso_registration_scopes = sso:account:access

[profile web-shop.Admin]
sso_session = account-factory
sso_account_id = 111122223333
sso_role_name = Admin
region = eu-west-1
endpoint_url = http://127.0.0.1:4500

[profile web-shop.Reader]
sso_session = account-factory
sso_account_id = 111122223333
sso_role_name = Reader
region = eu-west-1
endpoint_url = http://127.0.0.1:4500
`)
})

test('no name breaks out of its section, and accounts of one name are told apart', () => {
  const accounts = [
    account('111122223333', 'a]\n[profile b]', 'Admin'),
    account('111122223334', 'A (profile b)', 'Admin'),
    account('111122223335', '日本', 'Admin+1'),
  ]
  const names = [...awsConfig({ ...options, accounts }).matchAll(/^\[profile (.*)\]$/gm)].map(([, name]) => name)
  expect(names).toEqual(['a-profile-b.Admin-111122223333', 'a-profile-b.Admin-111122223334', 'account.Admin-1'])
})
