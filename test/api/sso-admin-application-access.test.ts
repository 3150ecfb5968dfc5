import * as SSO from '@aws-sdk/client-sso-admin'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../harness/server.ts'

let server: TestServer
let sso: SSO.SSOAdminClient
let InstanceArn: string
let account: string

const ApplicationProviderArn = 'arn:aws:sso::aws:applicationProvider/custom'
const notFound = { name: 'ResourceNotFoundException' }
const invalid = { name: 'ValidationException' }

beforeAll(async () => {
  server = await startTestServer()
  const configuration = { endpoint: server.url, region: 'us-east-1', credentials: server.credentials, maxAttempts: 1 }
  sso = new SSO.SSOAdminClient(configuration)
  const { Instances } = await sso.send(new SSO.ListInstancesCommand({}))
  InstanceArn = Instances?.[0]?.InstanceArn ?? ''
  account = Instances?.[0]?.OwnerAccountId ?? ''
})
afterAll(() => server.stop())

async function createApplication(Name: string, Tags: SSO.Tag[] = []): Promise<string> {
  const input = { InstanceArn, ApplicationProviderArn, Name, Tags }
  return (await sso.send(new SSO.CreateApplicationCommand(input))).ApplicationArn ?? ''
}

const unknownApplication = () => `arn:aws:sso::${account}:application/${InstanceArn.split('/')[1]}/apl-0000000000000000`
const configuration = (IssuerUrl: string) => ({
  OidcJwtConfiguration: {
    ...{ IssuerUrl, ClaimAttributePath: 'email', IdentityStoreAttributePath: 'emails.value' },
    JwksRetrievalOption: 'OPEN_ID_DISCOVERY' as const,
  },
})

async function createIssuer(Name: string, more: Partial<SSO.CreateTrustedTokenIssuerCommandInput> = {}): Promise<string> {
  const TrustedTokenIssuerConfiguration = configuration(`https://${Name}.example.com`)
  const input = { InstanceArn, Name, TrustedTokenIssuerType: 'OIDC_JWT' as const, TrustedTokenIssuerConfiguration, ...more }
  return (await sso.send(new SSO.CreateTrustedTokenIssuerCommand(input))).TrustedTokenIssuerArn ?? ''
}

test('the provider of one’s own applications is described and listed; AWS’s catalog is not there', async () => {
  const { ApplicationProviders } = await sso.send(new SSO.ListApplicationProvidersCommand({}))
  expect(ApplicationProviders?.map((provider) => provider.ApplicationProviderArn)).toEqual([ApplicationProviderArn])
  expect(await sso.send(new SSO.DescribeApplicationProviderCommand({ ApplicationProviderArn }))).toMatchObject({
    ApplicationProviderArn,
    FederationProtocol: 'OAUTH',
  })
  const other = { ApplicationProviderArn: 'arn:aws:sso::aws:applicationProvider/catalog/none' }
  await expect(sso.send(new SSO.DescribeApplicationProviderCommand(other))).rejects.toMatchObject(notFound)
  await expect(sso.send(new SSO.ListApplicationProvidersCommand({ NextToken: 'made-up' }))).rejects.toMatchObject(invalid)
})

test('access scopes are put, replaced, read, listed by ten and taken away', async () => {
  const ApplicationArn = await createApplication('Scopes')
  for (let number = 10; number < 22; number++)
    await sso.send(new SSO.PutApplicationAccessScopeCommand({ ApplicationArn, Scope: `redshift:connect${number}` }))
  const Scope = 'redshift:connect10'
  await sso.send(new SSO.PutApplicationAccessScopeCommand({ ApplicationArn, Scope, AuthorizedTargets: [ApplicationArn] }))
  expect(await sso.send(new SSO.GetApplicationAccessScopeCommand({ ApplicationArn, Scope }))).toMatchObject({
    Scope,
    AuthorizedTargets: [ApplicationArn],
  })
  const pages: number[] = []
  for await (const { Scopes } of SSO.paginateListApplicationAccessScopes({ client: sso }, { ApplicationArn }))
    pages.push(Scopes?.length ?? 0)
  expect(pages).toEqual([10, 2])
  const { NextToken } = await sso.send(new SSO.ListApplicationAccessScopesCommand({ ApplicationArn, MaxResults: 5 }))
  const other = await createApplication('OtherScopes')
  await expect(sso.send(new SSO.ListApplicationAccessScopesCommand({ ApplicationArn: other, NextToken }))).rejects.toMatchObject(invalid)
  await sso.send(new SSO.DeleteApplicationAccessScopeCommand({ ApplicationArn, Scope }))
  await expect(sso.send(new SSO.GetApplicationAccessScopeCommand({ ApplicationArn, Scope }))).rejects.toMatchObject(notFound)
  await expect(sso.send(new SSO.DeleteApplicationAccessScopeCommand({ ApplicationArn, Scope }))).rejects.toMatchObject(notFound)
})

test('the authentication method is put with a policy that names principals, read, listed and taken away', async () => {
  const ApplicationArn = await createApplication('Methods')
  const method = { ApplicationArn, AuthenticationMethodType: 'IAM' as const }
  const policyOf = (Statement: Record<string, string | { AWS: string }>[]) => ({
    Iam: { ActorPolicy: { Version: '2012-10-17', Statement } },
  })
  const AuthenticationMethod = policyOf([
    { Effect: 'Allow', Principal: { AWS: account }, Action: 'sso-oauth:CreateTokenWithIAM', Resource: ApplicationArn },
  ])
  await expect(sso.send(new SSO.GetApplicationAuthenticationMethodCommand(method))).rejects.toMatchObject(notFound)
  await sso.send(new SSO.PutApplicationAuthenticationMethodCommand({ ...method, AuthenticationMethod }))
  expect(await sso.send(new SSO.GetApplicationAuthenticationMethodCommand(method))).toMatchObject({ AuthenticationMethod })
  expect(await sso.send(new SSO.ListApplicationAuthenticationMethodsCommand({ ApplicationArn }))).toMatchObject({
    AuthenticationMethods: [{ AuthenticationMethodType: 'IAM', AuthenticationMethod }],
  })
  const everybody = { Principal: '*', Action: '*', Resource: '*' }
  for (const wrong of [
    policyOf([]),
    policyOf([{ Effect: 'Allow', Action: '*', Resource: '*' }]),
    policyOf([{ ...everybody, Effect: 'Maybe' }]),
    policyOf([{ ...everybody, Effect: 'Allow', Else: '*' }]),
    { Iam: { ActorPolicy: 'allow' } },
  ])
    await expect(
      sso.send(new SSO.PutApplicationAuthenticationMethodCommand({ ...method, AuthenticationMethod: wrong })),
    ).rejects.toMatchObject(invalid)
  await sso.send(new SSO.DeleteApplicationAuthenticationMethodCommand(method))
  await expect(sso.send(new SSO.DeleteApplicationAuthenticationMethodCommand(method))).rejects.toMatchObject(notFound)
})

test('grants of each type are put, read, listed and taken away', async () => {
  const ApplicationArn = await createApplication('Grants')
  const TrustedTokenIssuerArn = await createIssuer('granted')
  const grants: [SSO.GrantType, SSO.Grant][] = [
    [
      'authorization_code',
      { AuthorizationCode: { RedirectUris: ['https://app.example.com/callback', 'http://127.0.0.1:8080', 'app:/done'] } },
    ],
    ['refresh_token', { RefreshToken: {} }],
    [
      'urn:ietf:params:oauth:grant-type:jwt-bearer',
      { JwtBearer: { AuthorizedTokenIssuers: [{ TrustedTokenIssuerArn, AuthorizedAudiences: ['app'] }] } },
    ],
    ['urn:ietf:params:oauth:grant-type:token-exchange', { TokenExchange: {} }],
  ]
  for (const [GrantType, Grant] of grants) await sso.send(new SSO.PutApplicationGrantCommand({ ApplicationArn, GrantType, Grant }))
  const { Grants } = await sso.send(new SSO.ListApplicationGrantsCommand({ ApplicationArn }))
  expect(Grants).toEqual(grants.map(([GrantType, Grant]) => ({ GrantType, Grant })))
  const GrantType = 'refresh_token'
  expect((await sso.send(new SSO.GetApplicationGrantCommand({ ApplicationArn, GrantType }))).Grant).toEqual({ RefreshToken: {} })
  await sso.send(new SSO.DeleteApplicationGrantCommand({ ApplicationArn, GrantType }))
  await expect(sso.send(new SSO.GetApplicationGrantCommand({ ApplicationArn, GrantType }))).rejects.toMatchObject(notFound)
  await expect(sso.send(new SSO.DeleteApplicationGrantCommand({ ApplicationArn, GrantType }))).rejects.toMatchObject(notFound)
})

test.each<[string, SSO.GrantType, SSO.Grant, object]>([
  ['of another type', 'refresh_token', { TokenExchange: {} }, invalid],
  ...[
    ...['nowhere', 'javascript:alert(1)', 'JAVA\tscript:alert(1)', 'data:text/html,1', 'vbscript:1', 'file:///etc/passwd'],
    ...['http://app.example.com/', 'http://127.0.0.1.example.com/', 'http://localhost@app.example.com/', 'https://app.example.com/#part'],
  ].map((uri): [string, SSO.GrantType, SSO.Grant, object] => [
    `that leads to ${uri}`.replaceAll(/[^\w ]/g, '-'),
    'authorization_code',
    { AuthorizationCode: { RedirectUris: [uri] } },
    invalid,
  ]),
  ['of no type', 'refresh_token', {} as SSO.Grant, invalid],
  ['of two types', 'refresh_token', { RefreshToken: {}, TokenExchange: {} } as unknown as SSO.Grant, invalid],
])('a grant %s is refused', async (name, GrantType, Grant, error) => {
  const ApplicationArn = await createApplication(name.replaceAll(' ', '-'))
  await expect(sso.send(new SSO.PutApplicationGrantCommand({ ApplicationArn, GrantType, Grant }))).rejects.toMatchObject(error)
})

test('a grant of an issuer that is not there is refused', async () => {
  const ApplicationArn = await createApplication('Ghost-issuer')
  const TrustedTokenIssuerArn = (await createIssuer('gone')).replace(/tti-.*/, 'tti-00000000-0000-4000-8000-000000000000')
  const Grant = { JwtBearer: { AuthorizedTokenIssuers: [{ TrustedTokenIssuerArn }] } }
  const GrantType = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
  await expect(sso.send(new SSO.PutApplicationGrantCommand({ ApplicationArn, GrantType, Grant }))).rejects.toMatchObject(notFound)
})

test('background sessions are off until they are switched on', async () => {
  const ApplicationArn = await createApplication('Sessions')
  const read = async () =>
    (await sso.send(new SSO.GetApplicationSessionConfigurationCommand({ ApplicationArn }))).UserBackgroundSessionApplicationStatus
  expect(await read()).toBe('DISABLED')
  await sso.send(new SSO.PutApplicationSessionConfigurationCommand({ ApplicationArn, UserBackgroundSessionApplicationStatus: 'ENABLED' }))
  expect(await read()).toBe('ENABLED')
})

test('a trusted token issuer is made once per token, read, changed, listed and deleted', async () => {
  const ClientToken = 'token-1'
  const TrustedTokenIssuerArn = await createIssuer('first', { ClientToken })
  expect(await createIssuer('first', { ClientToken })).toBe(TrustedTokenIssuerArn)
  expect(TrustedTokenIssuerArn).toMatch(/^arn:aws:sso::\d{12}:trustedTokenIssuer\/ssoins-[0-9a-f]{16}\/tti-[0-9a-f-]{36}$/)
  const change = { OidcJwtConfiguration: { ClaimAttributePath: 'sub' } }
  await sso.send(
    new SSO.UpdateTrustedTokenIssuerCommand({ TrustedTokenIssuerArn, Name: 'renamed', TrustedTokenIssuerConfiguration: change }),
  )
  expect(await sso.send(new SSO.DescribeTrustedTokenIssuerCommand({ TrustedTokenIssuerArn }))).toMatchObject({
    Name: 'renamed',
    TrustedTokenIssuerType: 'OIDC_JWT',
    TrustedTokenIssuerConfiguration: {
      OidcJwtConfiguration: { ...configuration('https://first.example.com').OidcJwtConfiguration, ClaimAttributePath: 'sub' },
    },
  })
  const names: (string | undefined)[] = []
  for await (const page of SSO.paginateListTrustedTokenIssuers({ client: sso, pageSize: 1 }, { InstanceArn }))
    names.push(...(page.TrustedTokenIssuers ?? []).map(({ Name }) => Name))
  expect(names.toSorted()).toEqual(['gone', 'granted', 'renamed'])
  await sso.send(new SSO.DeleteTrustedTokenIssuerCommand({ TrustedTokenIssuerArn }))
  await expect(sso.send(new SSO.DescribeTrustedTokenIssuerCommand({ TrustedTokenIssuerArn }))).rejects.toMatchObject(notFound)
})

test('names, addresses and client tokens of issuers are an instance’s once, and there are ten at most', async () => {
  const ClientToken = 'token-2'
  const TrustedTokenIssuerArn = await createIssuer('second', { ClientToken })
  const conflict = { name: 'ConflictException' }
  const TrustedTokenIssuerConfiguration = configuration('https://second.example.com')
  await expect(createIssuer('SECOND')).rejects.toMatchObject(conflict)
  await expect(createIssuer('third', { TrustedTokenIssuerConfiguration })).rejects.toMatchObject(conflict)
  await expect(createIssuer('third', { ClientToken })).rejects.toMatchObject(conflict)
  const { OidcJwtConfiguration } = TrustedTokenIssuerConfiguration
  const other = { TrustedTokenIssuerConfiguration: { OidcJwtConfiguration: { ...OidcJwtConfiguration, ClaimAttributePath: 'sub' } } }
  await expect(createIssuer('second', { ClientToken, ...other })).rejects.toMatchObject(conflict)
  await expect(createIssuer('second', { ClientToken, Tags: [{ Key: 'team', Value: 'red' }] })).rejects.toMatchObject(conflict)
  await expect(sso.send(new SSO.UpdateTrustedTokenIssuerCommand({ TrustedTokenIssuerArn, Name: 'granted' }))).rejects.toMatchObject(
    conflict,
  )
  for (let number = 0; number < 7; number++) await createIssuer(`more${number}`)
  await expect(createIssuer('one-more')).rejects.toMatchObject({ name: 'ServiceQuotaExceededException' })
})

test('applications and issuers have tags, which go with them', async () => {
  const ApplicationArn = await createApplication('Tagged', [{ Key: 'team', Value: 'blue' }])
  const tagsOf = async (ResourceArn: string) => (await sso.send(new SSO.ListTagsForResourceCommand({ ResourceArn, InstanceArn }))).Tags
  await sso.send(new SSO.TagResourceCommand({ ResourceArn: ApplicationArn, Tags: [{ Key: 'cost', Value: '42' }] }))
  expect(await tagsOf(ApplicationArn)).toEqual([
    { Key: 'cost', Value: '42' },
    { Key: 'team', Value: 'blue' },
  ])
  await sso.send(new SSO.UntagResourceCommand({ ResourceArn: ApplicationArn, TagKeys: ['team'] }))
  expect(await tagsOf(ApplicationArn)).toEqual([{ Key: 'cost', Value: '42' }])
  const { TrustedTokenIssuers } = await sso.send(new SSO.ListTrustedTokenIssuersCommand({ InstanceArn }))
  await sso.send(new SSO.DeleteTrustedTokenIssuerCommand({ TrustedTokenIssuerArn: TrustedTokenIssuers?.[0]?.TrustedTokenIssuerArn }))
  const issuer = await createIssuer('tagged', { Tags: [{ Key: 'team', Value: 'red' }] })
  expect(await tagsOf(issuer)).toEqual([{ Key: 'team', Value: 'red' }])
  await sso.send(new SSO.DeleteApplicationCommand({ ApplicationArn }))
  await sso.send(new SSO.DeleteTrustedTokenIssuerCommand({ TrustedTokenIssuerArn: issuer }))
  const client = new pg.Client({ connectionString: server.connectionString })
  await client.connect()
  const left = await client.query('select from sso_admin.resource_tags where resource_arn in ($1, $2)', [ApplicationArn, issuer])
  await client.end()
  expect(left.rowCount).toBe(0)
})

test('what belongs to an application goes with it', async () => {
  const ApplicationArn = await createApplication('Short')
  await sso.send(new SSO.PutApplicationGrantCommand({ ApplicationArn, GrantType: 'refresh_token', Grant: { RefreshToken: {} } }))
  await sso.send(new SSO.PutApplicationAccessScopeCommand({ ApplicationArn, Scope: 'a:b' }))
  await sso.send(new SSO.DeleteApplicationCommand({ ApplicationArn }))
  await expect(sso.send(new SSO.ListApplicationGrantsCommand({ ApplicationArn }))).rejects.toMatchObject(notFound)
  await expect(sso.send(new SSO.ListApplicationAccessScopesCommand({ ApplicationArn: unknownApplication() }))).rejects.toMatchObject(
    notFound,
  )
})

test('requests for provisioning are listed by their state', async () => {
  const list = async (Status: SSO.StatusValues) =>
    (await sso.send(new SSO.ListPermissionSetProvisioningStatusCommand({ InstanceArn, Filter: { Status } })))
      .PermissionSetsProvisioningStatus
  const { PermissionSets = [] } = await sso.send(new SSO.ListPermissionSetsProvisionedToAccountCommand({ InstanceArn, AccountId: account }))
  const provision = { InstanceArn, PermissionSetArn: PermissionSets[0], TargetType: 'AWS_ACCOUNT' as const, TargetId: account }
  const { PermissionSetProvisioningStatus } = await sso.send(new SSO.ProvisionPermissionSetCommand(provision))
  await expect
    .poll(async () => (await list('SUCCEEDED'))?.map(({ RequestId }) => RequestId), { timeout: 10_000 })
    .toContain(PermissionSetProvisioningStatus?.RequestId)
  expect(await list('FAILED')).toEqual([])
})
