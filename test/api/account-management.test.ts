import {
  AcceptPrimaryEmailUpdateCommand,
  AccountClient,
  DeleteAlternateContactCommand,
  DisableRegionCommand,
  EnableRegionCommand,
  GetAccountInformationCommand,
  GetAlternateContactCommand,
  GetContactInformationCommand,
  GetGovCloudAccountInformationCommand,
  GetPrimaryEmailCommand,
  GetPrimaryEmailUpdateStatusCommand,
  GetRegionOptStatusCommand,
  PutAccountNameCommand,
  PutAlternateContactCommand,
  PutContactInformationCommand,
  paginateListRegions,
  StartPrimaryEmailUpdateCommand,
} from '@aws-sdk/client-account'
import {
  DescribeAccountCommand,
  EnableAWSServiceAccessCommand,
  ListAccountsCommand,
  OrganizationsClient,
  RegisterDelegatedAdministratorCommand,
} from '@aws-sdk/client-organizations'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signedTransport } from '../../src/wire/signed-transport.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'

let server: TestServer
let account: AccountClient
let organizations: OrganizationsClient
let managementId: string
let memberId: string

beforeAll(async () => {
  server = await startTestServer()
  const configuration = { endpoint: server.url, region: 'us-east-1', credentials: server.credentials, maxAttempts: 1 }
  account = new AccountClient(configuration)
  organizations = new OrganizationsClient(configuration)
  const { Accounts = [] } = await organizations.send(new ListAccountsCommand({}))
  const id = (name: string): string => Accounts.find(({ Name }) => Name === name)?.Id ?? ''
  managementId = id('Management')
  memberId = id('Audit')
})
afterAll(() => server.stop())

const contact = {
  FullName: 'Ada Lovelace',
  AddressLine1: '1 Engine Row',
  City: 'London',
  PostalCode: 'N1',
  CountryCode: 'GB',
  StateOrRegion: 'London',
  PhoneNumber: '+44201234567',
}

test('contacts are kept for one’s own account and for a member’s, each by itself', async () => {
  await account.send(new PutContactInformationCommand({ ContactInformation: contact }))
  await account.send(
    new PutContactInformationCommand({ AccountId: memberId, ContactInformation: { ...contact, FullName: 'Grace Hopper' } }),
  )
  const own = await account.send(new GetContactInformationCommand({}))
  const members = await account.send(new GetContactInformationCommand({ AccountId: memberId }))
  expect([own.ContactInformation, members.ContactInformation?.FullName]).toEqual([contact, 'Grace Hopper'])
  await expect(
    account.send(new PutContactInformationCommand({ ContactInformation: { ...contact, StateOrRegion: undefined } })),
  ).rejects.toMatchObject({ name: 'ValidationException', fieldList: [{ name: 'stateOrRegion', message: expect.any(String) }] })
})

test('an alternate contact is put, read and taken away', async () => {
  const security = { Name: 'Security', Title: 'On call', EmailAddress: 'security@example.com', PhoneNumber: '+1 555 0100' }
  const which = { AccountId: memberId, AlternateContactType: 'SECURITY' as const }
  await expect(account.send(new GetAlternateContactCommand(which))).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  await account.send(new PutAlternateContactCommand({ ...which, ...security }))
  const { AlternateContact } = await account.send(new GetAlternateContactCommand(which))
  expect(AlternateContact).toEqual({ AlternateContactType: 'SECURITY', ...security })
  await account.send(new DeleteAlternateContactCommand(which))
  await expect(account.send(new DeleteAlternateContactCommand(which))).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
})

test('a new name shows in Organizations at once', async () => {
  await account.send(new PutAccountNameCommand({ AccountId: memberId, AccountName: 'Auditors' }))
  const { AccountName, AccountState } = await account.send(new GetAccountInformationCommand({ AccountId: memberId }))
  const { Account } = await organizations.send(new DescribeAccountCommand({ AccountId: memberId }))
  expect([AccountName, AccountState, Account?.Name]).toEqual(['Auditors', 'ACTIVE', 'Auditors'])
})

test('no account is linked to one of GovCloud', async () => {
  const StandardAccountId = memberId
  await expect(account.send(new GetGovCloudAccountInformationCommand({ StandardAccountId }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  })
})

test.each([
  ['the management account by its own id', () => managementId],
  ['an account that is not there', () => '999999999999'],
])('%s is refused', async (_, id) => {
  await expect(account.send(new GetContactInformationCommand({ AccountId: id() }))).rejects.toMatchObject({ name: 'AccessDeniedException' })
})

test('a delegated administrator manages the other members, never the management account', async () => {
  const { Accounts = [] } = await organizations.send(new ListAccountsCommand({}))
  const AccountId = Accounts.find(({ Name }) => Name === 'Log Archive')?.Id ?? ''
  const ServicePrincipal = 'account.amazonaws.com'
  const administrator = new AccountClient({
    endpoint: server.url,
    region: 'us-east-1',
    credentials: await enter(AccountId),
    maxAttempts: 1,
  })
  const read = (id: string) => administrator.send(new GetAccountInformationCommand({ AccountId: id }))
  await expect(read(memberId)).rejects.toMatchObject({ name: 'AccessDeniedException' })
  await organizations.send(new EnableAWSServiceAccessCommand({ ServicePrincipal }))
  await organizations.send(new RegisterDelegatedAdministratorCommand({ AccountId, ServicePrincipal }))
  expect(await read(memberId)).toMatchObject({ AccountId: memberId })
  expect((await administrator.send(new GetPrimaryEmailCommand({ AccountId: memberId }))).PrimaryEmail).toContain('@')
  await expect(read(managementId)).rejects.toMatchObject({ name: 'AccessDeniedException' })
})

async function enter(accountId: string): Promise<{ accessKeyId: string; secretAccessKey: string; sessionToken: string }> {
  const sts = new STSClient({ endpoint: server.url, region: 'us-east-1', credentials: server.credentials })
  const RoleArn = `arn:aws:iam::${accountId}:role/AWSControlTowerExecution`
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test' }))
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {}
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken }
}

async function codeOf(accountId: string): Promise<{ email: string; code: string }> {
  const send = signedTransport({ endpoint: server.url, region: 'us-east-1', credentials: server.credentials })
  const path = `/api/accounts/${accountId}/primary-email-code`
  const { body } = await send({ service: 'account-factory', method: 'GET', path, query: {}, headers: {}, body: '' })
  return JSON.parse(body.toString())
}

test('a new root address counts once its code is given, and a code works once', async () => {
  const PrimaryEmail = 'auditors@example.com'
  const change = { AccountId: memberId, PrimaryEmail }
  expect(await account.send(new StartPrimaryEmailUpdateCommand(change))).toMatchObject({ Status: 'PENDING' })
  const { email, code: Otp } = await codeOf(memberId)
  expect(email).toBe(PrimaryEmail)
  const wrong = Otp === 'AAAAAA' ? 'BBBBBB' : 'AAAAAA'
  await expect(account.send(new AcceptPrimaryEmailUpdateCommand({ ...change, Otp: wrong }))).rejects.toMatchObject({
    name: 'ValidationException',
  })
  expect((await account.send(new GetPrimaryEmailCommand({ AccountId: memberId }))).PrimaryEmail).not.toBe(PrimaryEmail)
  expect(await account.send(new AcceptPrimaryEmailUpdateCommand({ ...change, Otp }))).toMatchObject({ Status: 'ACCEPTED' })
  expect((await account.send(new GetPrimaryEmailCommand({ AccountId: memberId }))).PrimaryEmail).toBe(PrimaryEmail)
  expect((await account.send(new GetPrimaryEmailUpdateStatusCommand({ AccountId: memberId }))).Status).toBe('COMPLETED')
  await expect(account.send(new AcceptPrimaryEmailUpdateCommand({ ...change, Otp }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  })
})

test('codes cannot be guessed: after five wrong ones the right one opens nothing', async () => {
  const change = { AccountId: memberId, PrimaryEmail: 'guessed@example.com' }
  await account.send(new StartPrimaryEmailUpdateCommand(change))
  const { code } = await codeOf(memberId)
  const wrong = code === 'AAAAAA' ? 'BBBBBB' : 'AAAAAA'
  for (let guess = 0; guess < 5; guess++)
    await expect(account.send(new AcceptPrimaryEmailUpdateCommand({ ...change, Otp: wrong }))).rejects.toThrow('The OTP is incorrect.')
  await expect(account.send(new AcceptPrimaryEmailUpdateCommand({ ...change, Otp: code }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  })
})

test('an address that an account has is nobody else’s', async () => {
  const { Account } = await organizations.send(new DescribeAccountCommand({ AccountId: managementId }))
  await expect(
    account.send(new StartPrimaryEmailUpdateCommand({ AccountId: memberId, PrimaryEmail: Account?.Email?.toUpperCase() })),
  ).rejects.toMatchObject({ name: 'ConflictException' })
})

test('Regions are enabled and disabled for an account; those of every account stay', async () => {
  const region = { AccountId: memberId, RegionName: 'eu-south-2' }
  const status = async () => (await account.send(new GetRegionOptStatusCommand(region))).RegionOptStatus
  expect(await status()).toBe('DISABLED')
  await account.send(new EnableRegionCommand(region))
  expect(await status()).toBe('ENABLED')
  const listed: string[] = []
  for await (const page of paginateListRegions(
    { client: account, pageSize: 5 },
    { AccountId: memberId, RegionOptStatusContains: ['ENABLED', 'ENABLED_BY_DEFAULT'] },
  ))
    listed.push(...(page.Regions ?? []).map(({ RegionName }) => RegionName ?? ''))
  expect([listed.includes('eu-south-2'), listed.length, new Set(listed).size]).toEqual([true, 18, 18])
  await account.send(new DisableRegionCommand(region))
  expect(await status()).toBe('DISABLED')
  for (const RegionName of ['us-east-1', 'mars-north-1'])
    await expect(account.send(new DisableRegionCommand({ RegionName }))).rejects.toMatchObject({
      name: 'ValidationException',
      reason: 'invalidRegionOptTarget',
    })
})
