import { GetRoleCredentialsCommand, ListAccountRolesCommand, ListAccountsCommand, LogoutCommand } from '@aws-sdk/client-sso'
import { RegisterClientCommand, type RegisterClientCommandInput, StartDeviceAuthorizationCommand } from '@aws-sdk/client-sso-oidc'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createCredentialFinder } from '../../src/access/credentials.ts'
import { decideAuthorization, describeAuthorization, refuseAuthorization } from '../../src/services/sso-oidc/index.ts'
import { ada, callback, createTokensStage, startUrl, type TokensStage } from './sso-tokens-stage.ts'

// Every operation by its SDK client: what it gives, and what it refuses.

let stage: TokensStage
beforeAll(async () => {
  stage = await createTokensStage()
})
afterAll(() => stage.close())

const registration: RegisterClientCommandInput = { clientName: 'a client', clientType: 'public' }

test('RegisterClient gives id, secret and their times, and where to go', async () => {
  const now = stage.clock.now().getTime() / 1000
  const registered = await stage.oidc.send(new RegisterClientCommand({ ...registration, issuerUrl: startUrl }))
  expect(registered).toMatchObject({
    clientId: expect.stringMatching(/^[A-Za-z0-9]{26}$/),
    clientSecret: expect.stringMatching(/^[A-Za-z0-9]{43}$/),
    authorizationEndpoint: 'http://127.0.0.1:4500/authorize',
    tokenEndpoint: 'http://127.0.0.1:4500/token',
  })
  expect(Math.abs((registered.clientIdIssuedAt ?? 0) - now)).toBeLessThan(5)
  expect((registered.clientSecretExpiresAt ?? 0) - (registered.clientIdIssuedAt ?? 0)).toBe(90 * 24 * 3600)
})

test.each<[string, Partial<RegisterClientCommandInput>, string, string]>([
  ['another type', { clientType: 'confidential' }, 'InvalidClientMetadataException', 'invalid_client_metadata'],
  ['no name', { clientName: '' }, 'InvalidClientMetadataException', 'invalid_client_metadata'],
  ['a name with a line break', { clientName: 'a\nb' }, 'InvalidClientMetadataException', 'invalid_client_metadata'],
  ['a name that turns text around', { clientName: 'a\u202eb' }, 'InvalidClientMetadataException', 'invalid_client_metadata'],
  ['a name without end', { clientName: 'a'.repeat(257) }, 'InvalidClientMetadataException', 'invalid_client_metadata'],
  ['a scope of others', { scopes: ['codewhisperer:completions'] }, 'InvalidScopeException', 'invalid_scope'],
  ['a grant type of others', { grantTypes: ['implicit'] }, 'UnsupportedGrantTypeException', 'unsupported_grant_type'],
  ['codes without a redirect URI', { grantTypes: ['authorization_code'] }, 'InvalidRedirectUriException', 'invalid_redirect_uri'],
  ['another portal', { issuerUrl: 'https://d-0000000000.awsapps.com/start' }, 'InvalidRequestException', 'invalid_request'],
  ['an application', { entitledApplicationArn: 'arn:aws:sso::1:application/a' }, 'InvalidRequestException', 'invalid_request'],
  ['redirect URIs without end', { redirectUris: Array(11).fill(callback) }, 'InvalidRequestException', 'invalid_request'],
  ['no type', { clientType: undefined as never }, 'InvalidRequestException', 'invalid_request'],
])('RegisterClient refuses %s', async (_, input, name, error) => {
  await expect(stage.oidc.send(new RegisterClientCommand({ ...registration, ...input }))).rejects.toMatchObject({
    name,
    error,
    error_description: expect.stringMatching(/\w/),
    $metadata: { httpStatusCode: 400 },
  })
})

const elsewhere = [
  'https://127.0.0.1/oauth/callback',
  'https://evil.example/oauth/callback',
  'http://evil.example/oauth/callback',
  'http://127.0.0.1.evil.example/oauth/callback',
  'http://127.0.0.1@evil.example/oauth/callback',
  'http://user:password@127.0.0.1/oauth/callback',
  'http://127.0.0.1/oauth/callback#fragment',
  'http://127.0.0.1\\@evil.example/oauth/callback',
  'http://[::1].evil.example/oauth/callback',
  'http://0.0.0.0/oauth/callback',
  'http://169.254.169.254/oauth/callback',
  'javascript:alert(1)',
  'data:text/html,x',
  '//evil.example/oauth/callback',
  '/oauth/callback',
  'urn:ietf:wg:oauth:2.0:oob',
  '',
  `http://127.0.0.1/${'a'.repeat(2_000)}`,
]

test.each(elsewhere)('no client registers the redirect URI %j', async (redirectUri) => {
  const input = { ...registration, redirectUris: [redirectUri] }
  await expect(stage.oidc.send(new RegisterClientCommand(input))).rejects.toMatchObject({ name: 'InvalidRedirectUriException' })
})

test.each([...elsewhere, 'http://127.0.0.1:1/other', 'http://localhost:1/oauth/callback', 'http://127.0.0.1:1/oauth/callback?x=1'])(
  'nobody is asked, nor sent anywhere, for the redirect URI %j',
  async (redirect_uri) => {
    const request = stage.request(await stage.register(), { redirect_uri })
    for (const attempt of [
      () => refuseAuthorization(stage.context, request),
      () => describeAuthorization(stage.context, request),
      () => decideAuthorization(stage.context, ada, { request, allow: true }),
      () => decideAuthorization(stage.context, ada, { request, allow: false }),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'InvalidRedirectUriException' })
  },
)

test('any port of this computer will do, for a client that registered none', async () => {
  for (const port of ['', ':1', ':65535']) {
    const { redirect } = await stage.allow(await stage.register(), { redirect_uri: `http://127.0.0.1${port}/oauth/callback` })
    expect(new URL(redirect)).toMatchObject({ hostname: '127.0.0.1', port: port.slice(1), pathname: '/oauth/callback' })
  }
})

test.each([
  ['no code challenge', { code_challenge: undefined }, 'invalid_request'],
  ['the challenge in the clear', { code_challenge_method: 'plain' }, 'invalid_request'],
  ['a challenge that is none', { code_challenge: 'short' }, 'invalid_request'],
  ['a token instead of a code', { response_type: 'token' }, 'invalid_request'],
  ['a scope of others', { scopes: 'sso:account:access admin' }, 'invalid_scope'],
])('a request with %s is answered to its client, without asking the person', async (_, parameters, error) => {
  const request = stage.request(await stage.register(), parameters)
  const address = new URL((await refuseAuthorization(stage.context, request)) ?? '')
  expect(address.origin + address.pathname).toBe(callback)
  expect([address.searchParams.get('error'), address.searchParams.get('state'), address.searchParams.get('code')]).toEqual([
    error,
    'state',
    null,
  ])
  await expect(decideAuthorization(stage.context, ada, { request, allow: true })).rejects.toBeDefined()
})

test('an unknown client is asked for nothing, and sent nowhere', async () => {
  const request = stage.request({ clientId: 'nobody', clientSecret: '' })
  await expect(refuseAuthorization(stage.context, request)).rejects.toMatchObject({ code: 'InvalidClientException' })
})

test.each([
  startUrl,
  `${startUrl}/`,
  `${startUrl}#`,
  `${startUrl}/#/`,
  'http://localhost:4500/start',
  'https://d-1234567890.awsapps.com/start',
  'https://d-1234567890.awsapps.com/start/',
  'https://d-1234567890.awsapps.com/start#/',
  'https://D-1234567890.awsapps.com/start/#/',
  'https://ssoins-1234567890abcdef.portal.us-east-1.app.aws',
  'https://identitycenter.amazonaws.com/ssoins-1234567890abcdef',
])('the start URL %s is ours', async (address) => {
  const started = await stage.oidc.send(new StartDeviceAuthorizationCommand({ ...(await stage.register()), startUrl: address }))
  expect(started).toMatchObject({
    verificationUri: `${startUrl}/device`,
    verificationUriComplete: `${startUrl}/device?user_code=${started.userCode}`,
    expiresIn: 600,
    interval: 1,
  })
})

test.each([
  'https://d-0000000000.awsapps.com/start',
  'https://d-1234567890.awsapps.com.evil.example/start',
  'https://evil.example/start',
  'http://d-1234567890.awsapps.com/start',
  'https://d-1234567890.awsapps.com/',
  'https://d-1234567890.awsapps.com/start?x=1',
  'https://d-1234567890.awsapps.com/start#/console',
  'http://127.0.0.1:4501/start',
  'https://ssoins-0000000000000000.portal.us-east-1.app.aws',
  'https://identitycenter.amazonaws.com/ssoins-0000000000000000',
  'start',
  '',
])('the start URL %j is not', async (address) => {
  const attempt = stage.oidc.send(new StartDeviceAuthorizationCommand({ ...(await stage.register()), startUrl: address }))
  await expect(attempt).rejects.toMatchObject({ name: 'InvalidRequestException', error: 'invalid_request' })
})

test('ListAccounts gives all accounts in pages of the size asked for', async () => {
  const { accessToken } = await stage.signIn(await stage.register())
  const all = await stage.sso.send(new ListAccountsCommand({ accessToken }))
  expect(all).toMatchObject({ accountList: [{ accountId: '111122223330', accountName: 'one', emailAddress: 'one@example.com' }, {}, {}] })
  expect(all.nextToken).toBeUndefined()
  const first = await stage.sso.send(new ListAccountsCommand({ accessToken, maxResults: 2 }))
  const second = await stage.sso.send(new ListAccountsCommand({ accessToken, maxResults: 2, nextToken: first.nextToken }))
  expect([...(first.accountList ?? []), ...(second.accountList ?? [])]).toEqual(all.accountList)
  expect(second.nextToken).toBeUndefined()
  for (const wrong of [{ maxResults: 101 }, { maxResults: 0 }, { nextToken: 'made up' }])
    await expect(stage.sso.send(new ListAccountsCommand({ accessToken, ...wrong }))).rejects.toMatchObject({
      name: 'InvalidRequestException',
      $metadata: { httpStatusCode: 400 },
    })
})

test('ListAccountRoles gives the roles in pages, and no access where there is none', async () => {
  const { accessToken } = await stage.signIn(await stage.register())
  const [accountId, other] = ['111122223330', '111122223331']
  const first = await stage.sso.send(new ListAccountRolesCommand({ accessToken, accountId, maxResults: 2 }))
  const second = await stage.sso.send(new ListAccountRolesCommand({ accessToken, accountId, nextToken: first.nextToken }))
  expect([first.roleList, second.roleList]).toEqual([
    [
      { roleName: 'Admin', accountId },
      { roleName: 'Reader', accountId },
    ],
    [{ roleName: 'Writer', accountId }],
  ])
  await expect(stage.sso.send(new ListAccountRolesCommand({ accessToken, accountId: other }))).rejects.toMatchObject({
    name: 'ForbiddenException',
    message: 'No access',
    $metadata: { httpStatusCode: 403 },
  })
})

test('GetRoleCredentials gives credentials of the person in the role, that say how they signed in', async () => {
  const { accessToken } = await stage.signIn(await stage.register())
  const input = { accessToken, accountId: '111122223330', roleName: 'Reader' }
  const { roleCredentials } = await stage.sso.send(new GetRoleCredentialsCommand(input))
  const inAnHour = stage.clock.now().getTime() + 3_600_000
  expect(Math.abs((roleCredentials?.expiration ?? 0) - inAnHour)).toBeLessThan(10_000)
  const { db } = stage.context
  const find = createCredentialFinder({ db, secretKey: stage.secretKey, clock: stage.clock })
  expect(await find(roleCredentials?.accessKeyId ?? '', roleCredentials?.sessionToken)).toMatchObject({
    secretAccessKey: roleCredentials?.secretAccessKey,
    principal: {
      arn: 'arn:aws:sts::111122223330:assumed-role/Reader/ada',
      mfaPresent: true,
      authenticatedAt: ada.authenticatedAt,
    },
  })
})

test('an assignment that is taken away ends at once, and an account or role that is none is refused', async () => {
  const { accessToken } = await stage.signIn(await stage.register())
  const get = (accountId: string, roleName: string) => stage.sso.send(new GetRoleCredentialsCommand({ accessToken, accountId, roleName }))
  await get('111122223330', 'Writer')
  stage.roles.splice(stage.roles.indexOf('Writer'), 1)
  await expect(get('111122223330', 'Writer')).rejects.toMatchObject({ name: 'ForbiddenException', $metadata: { httpStatusCode: 403 } })
  stage.roles.push('Writer')
  for (const [accountId, roleName] of [
    ['1', 'Reader'],
    ['111122223330\u0000', 'Reader'],
    ['111122223330', 'Rea\u0000der'],
    ['111122223330', '../Reader'],
  ] as const)
    await expect(get(accountId, roleName)).rejects.toMatchObject({ name: 'InvalidRequestException', $metadata: { httpStatusCode: 400 } })
})

test('Logout ends access and refresh token, and says so when there is nothing to end', async () => {
  const { accessToken, refresh } = await stage.signIn(await stage.register())
  await stage.sso.send(new LogoutCommand({ accessToken }))
  for (const attempt of [new LogoutCommand({ accessToken }), new ListAccountsCommand({ accessToken })])
    await expect(stage.sso.send(attempt as LogoutCommand)).rejects.toMatchObject({
      name: 'UnauthorizedException',
      message: 'Session token not found or invalid',
      $metadata: { httpStatusCode: 401 },
    })
  await expect(refresh()).rejects.toMatchObject({ name: 'InvalidGrantException' })
})
