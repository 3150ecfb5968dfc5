import * as IdentityStore from '@aws-sdk/client-identitystore'
import * as SSO from '@aws-sdk/client-sso-admin'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { administratorPassword, startTestServer, type TestServer } from '../harness/server.ts'

let server: TestServer
let sso: SSO.SSOAdminClient
let InstanceArn: string
let storeId: string
let adminId: string

const ApplicationProviderArn = 'arn:aws:sso::aws:applicationProvider/custom'

beforeAll(async () => {
  server = await startTestServer()
  const configuration = { endpoint: server.url, region: 'us-east-1', credentials: server.credentials, maxAttempts: 1 }
  sso = new SSO.SSOAdminClient(configuration)
  const { Instances } = await sso.send(new SSO.ListInstancesCommand({}))
  InstanceArn = Instances?.[0]?.InstanceArn ?? ''
  storeId = Instances?.[0]?.IdentityStoreId ?? ''
  const store = new IdentityStore.IdentitystoreClient(configuration)
  const { Users } = await store.send(new IdentityStore.ListUsersCommand({ IdentityStoreId: storeId }))
  adminId = Users?.find(({ UserName }) => UserName === 'admin')?.UserId ?? ''
})
afterAll(() => server.stop())

async function create(Name: string, more: Partial<SSO.CreateApplicationCommandInput> = {}): Promise<string> {
  const input = { InstanceArn, ApplicationProviderArn, Name, ...more }
  return (await sso.send(new SSO.CreateApplicationCommand(input))).ApplicationArn ?? ''
}

const portalOptions = (ApplicationUrl: string) => ({ SignInOptions: { Origin: 'APPLICATION' as const, ApplicationUrl } })

async function atThePortal(): Promise<{ name: string; url?: string }[]> {
  const signedIn = await fetch(`${server.url}/api/portal/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify({ userName: 'admin', password: administratorPassword }),
  })
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const answer = await fetch(`${server.url}/api/portal/applications`, { headers: { cookie } })
  return ((await answer.json()) as { applications: { name: string; url?: string }[] }).applications
}

test('an application is made, read, changed and deleted', async () => {
  const ApplicationArn = await create('Wiki', { Description: 'what we know', PortalOptions: portalOptions('https://wiki.example.com/') })
  expect(ApplicationArn).toMatch(/^arn:aws:sso::\d{12}:application\/(sso)?ins-[a-z0-9]{16}\/apl-[a-z0-9]{16}$/)
  expect(await sso.send(new SSO.DescribeApplicationCommand({ ApplicationArn }))).toMatchObject({
    Name: 'Wiki',
    Status: 'ENABLED',
    PortalOptions: { Visibility: 'ENABLED', ...portalOptions('https://wiki.example.com/') },
  })
  await sso.send(new SSO.UpdateApplicationCommand({ ApplicationArn, Name: 'Our wiki', Status: 'DISABLED' }))
  const { Applications } = await sso.send(new SSO.ListApplicationsCommand({ InstanceArn }))
  expect(Applications?.map(({ Name, Status, Description }) => [Name, Status, Description])).toEqual([
    ['Our wiki', 'DISABLED', 'what we know'],
  ])
  await sso.send(new SSO.DeleteApplicationCommand({ ApplicationArn }))
  await expect(sso.send(new SSO.DescribeApplicationCommand({ ApplicationArn }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  })
})

test('people see at the portal what is assigned to them, or to everybody, and nothing that is hidden or disabled', async () => {
  const assigned = await create('Assigned', { PortalOptions: portalOptions('https://assigned.example.com/') })
  const everybodys = await create('everybody’s')
  await create('Nobody’s')
  const hidden = await create('Hidden', { PortalOptions: { Visibility: 'DISABLED' } })
  const disabled = await create('Disabled', { Status: 'DISABLED' })
  for (const ApplicationArn of [everybodys, hidden, disabled])
    await sso.send(new SSO.PutApplicationAssignmentConfigurationCommand({ ApplicationArn, AssignmentRequired: false }))
  await sso.send(new SSO.CreateApplicationAssignmentCommand({ ApplicationArn: assigned, PrincipalId: adminId, PrincipalType: 'USER' }))
  expect((await atThePortal()).map(({ name, url }) => [name, url])).toEqual([
    ['Assigned', 'https://assigned.example.com/'],
    ['everybody’s', undefined],
  ])
  await sso.send(new SSO.DeleteApplicationAssignmentCommand({ ApplicationArn: assigned, PrincipalId: adminId, PrincipalType: 'USER' }))
  expect((await atThePortal()).map(({ name }) => name)).toEqual(['everybody’s'])
})

test('assignments are described and listed, from the application and from the principal', async () => {
  const ApplicationArn = await create('Lists')
  const assignment = { ApplicationArn, PrincipalId: adminId, PrincipalType: 'USER' as const }
  await expect(sso.send(new SSO.DescribeApplicationAssignmentCommand(assignment))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  })
  await sso.send(new SSO.CreateApplicationAssignmentCommand(assignment))
  await expect(sso.send(new SSO.CreateApplicationAssignmentCommand(assignment))).rejects.toMatchObject({ name: 'ConflictException' })
  expect(await sso.send(new SSO.DescribeApplicationAssignmentCommand(assignment))).toMatchObject(assignment)
  expect((await sso.send(new SSO.ListApplicationAssignmentsCommand({ ApplicationArn }))).ApplicationAssignments).toEqual([assignment])
  const { ApplicationAssignments } = await sso.send(
    new SSO.ListApplicationAssignmentsForPrincipalCommand({ InstanceArn, PrincipalId: adminId, PrincipalType: 'USER' }),
  )
  expect(ApplicationAssignments).toEqual([assignment])
  expect((await sso.send(new SSO.GetApplicationAssignmentConfigurationCommand({ ApplicationArn }))).AssignmentRequired).toBe(true)
})

test('the same client token makes one application, and lists are paged', async () => {
  const [one, again] = [await create('Once', { ClientToken: 'token-1' }), await create('Once', { ClientToken: 'token-1' })]
  expect(again).toBe(one)
  for (const other of [{ Description: 'Another' }, { Tags: [{ Key: 'team', Value: 'red' }] }])
    await expect(create('Once', { ClientToken: 'token-1', ...other })).rejects.toMatchObject({ name: 'ConflictException' })
  await sso.send(new SSO.UpdateApplicationCommand({ ApplicationArn: one, Description: 'Changed since' }))
  expect(await create('Once', { ClientToken: 'token-1' })).toBe(one)
  const seen: string[] = []
  for await (const page of SSO.paginateListApplications({ client: sso, pageSize: 2 }, { InstanceArn }))
    seen.push(...(page.Applications ?? []).map(({ ApplicationArn }) => ApplicationArn ?? ''))
  expect([seen.includes(one), new Set(seen).size]).toEqual([true, seen.length])
})

test.each<[string, Partial<SSO.CreateApplicationCommandInput>, string]>([
  ['a name that is taken', { Name: 'ONCE' }, 'ConflictException'],
  ['a provider of AWS’s catalog', { ApplicationProviderArn: 'arn:aws:sso::aws:applicationProvider/catalog' }, 'ResourceNotFoundException'],
  ['a sign-in that begins nowhere', { PortalOptions: { SignInOptions: { Origin: 'APPLICATION' } } }, 'ValidationException'],
  ['another instance', { InstanceArn: 'arn:aws:sso:::instance/ssoins-0000000000000000' }, 'AccessDeniedException'],
])('%s is refused', async (_, more, name) => {
  await expect(create('Refused', more)).rejects.toMatchObject({ name })
})

test('an application is assigned to nobody who is not there', async () => {
  const ApplicationArn = await create('Ghosts')
  const PrincipalId = '00000000-0000-0000-0000-000000000000'
  for (const PrincipalType of ['USER', 'GROUP'] as const)
    await expect(
      sso.send(new SSO.CreateApplicationAssignmentCommand({ ApplicationArn, PrincipalId, PrincipalType })),
    ).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
})
