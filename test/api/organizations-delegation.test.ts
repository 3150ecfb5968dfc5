import {
  AttachPolicyCommand,
  CloseAccountCommand,
  CreateOrganizationCommand,
  CreatePolicyCommand,
  DeregisterDelegatedAdministratorCommand,
  DescribeAccountCommand,
  DescribePolicyCommand,
  DetachPolicyCommand,
  DisableAWSServiceAccessCommand,
  DisablePolicyTypeCommand,
  EnableAWSServiceAccessCommand,
  EnablePolicyTypeCommand,
  ListAccountsCommand,
  ListAWSServiceAccessForOrganizationCommand,
  ListDelegatedAdministratorsCommand,
  ListDelegatedServicesForAccountCommand,
  ListPoliciesCommand,
  ListRootsCommand,
  MoveAccountCommand,
  type OrganizationsClient,
  PutResourcePolicyCommand,
  RegisterDelegatedAdministratorCommand,
  RemoveAccountFromOrganizationCommand,
  TagResourceCommand,
} from '@aws-sdk/client-organizations'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ClientStage, startClientStage } from './organizations-clients.ts'
import { denying } from './organizations-policies-stage.ts'
import { allPages, given } from './organizations-stage.ts'

// AWS services that are trusted with an organization, and the member accounts that administer them or what its policy delegates.

let stage: ClientStage
let rootId: string
let one: string
let two: string
let three: string

beforeAll(async () => {
  stage = await startClientStage()
  await stage.admin.send(new CreateOrganizationCommand({}))
  rootId = given((await stage.admin.send(new ListRootsCommand({}))).Roots?.[0]?.Id)
  one = await stage.createAccount('one')
  two = await stage.createAccount('two')
  three = await stage.createAccount('three')
})
afterAll(() => stage.close())

const trust = (ServicePrincipal: string) => stage.admin.send(new EnableAWSServiceAccessCommand({ ServicePrincipal }))
const distrust = (ServicePrincipal: string) => stage.admin.send(new DisableAWSServiceAccessCommand({ ServicePrincipal }))
const register = (AccountId: string, ServicePrincipal: string) =>
  stage.admin.send(new RegisterDelegatedAdministratorCommand({ AccountId, ServicePrincipal }))
const deregister = (AccountId: string, ServicePrincipal: string) =>
  stage.admin.send(new DeregisterDelegatedAdministratorCommand({ AccountId, ServicePrincipal }))
const trusted = async () => {
  const { EnabledServicePrincipals = [] } = await stage.admin.send(new ListAWSServiceAccessForOrganizationCommand({}))
  return EnabledServicePrincipals.map(({ ServicePrincipal }) => ServicePrincipal)
}
const constraint = (Reason: string) => ({ name: 'ConstraintViolationException', Reason })

test('services are trusted, listed over pages and distrusted; again changes nothing', async () => {
  for (const service of ['sso', 'config', 'config']) expect((await trust(`${service}.amazonaws.com`)).$metadata.httpStatusCode).toBe(200)
  const { items, pages } = await allPages(async (NextToken) => {
    const page = await stage.admin.send(new ListAWSServiceAccessForOrganizationCommand({ MaxResults: 1, NextToken }))
    return { items: page.EnabledServicePrincipals, nextToken: page.NextToken }
  })
  expect(pages).toBe(2)
  expect(items).toEqual([
    { ServicePrincipal: 'config.amazonaws.com', DateEnabled: expect.any(Date) },
    { ServicePrincipal: 'sso.amazonaws.com', DateEnabled: expect.any(Date) },
  ])
  for (let times = 0; times < 2; times++) await distrust('sso.amazonaws.com')
  expect(await trusted()).toEqual(['config.amazonaws.com'])
  for (const change of [trust, distrust]) {
    await expect(change('nobody')).rejects.toMatchObject({ name: 'InvalidInputException', Reason: 'UNRECOGNIZED_SERVICE_PRINCIPAL' })
  }
})

test('a policy type that a service carries out needs its trust for as long as it is enabled', async () => {
  const enable = () => stage.admin.send(new EnablePolicyTypeCommand({ RootId: rootId, PolicyType: 'SECURITYHUB_POLICY' }))
  await expect(enable()).rejects.toMatchObject(constraint('SERVICE_ACCESS_NOT_ENABLED'))
  await trust('securityhub.amazonaws.com')
  await enable()
  await expect(distrust('securityhub.amazonaws.com')).rejects.toMatchObject(constraint('POLICY_TYPE_ENABLED_FOR_THIS_SERVICE'))
  await stage.admin.send(new DisablePolicyTypeCommand({ RootId: rootId, PolicyType: 'SECURITYHUB_POLICY' }))
  await distrust('securityhub.amazonaws.com')
})

test('a delegated administrator is a member that is registered for a trusted service', async () => {
  await expect(register(one, 'guardduty.amazonaws.com')).rejects.toMatchObject(constraint('SERVICE_ACCESS_NOT_ENABLED'))
  await trust('guardduty.amazonaws.com')
  await register(one, 'guardduty.amazonaws.com')
  await expect(register(one, 'guardduty.amazonaws.com')).rejects.toMatchObject({ name: 'AccountAlreadyRegisteredException' })
  await expect(register(two, 'guardduty.amazonaws.com')).rejects.toMatchObject(
    constraint('DELEGATED_ADMINISTRATOR_EXISTS_FOR_THIS_SERVICE'),
  )
  await expect(register(stage.managementAccountId, 'guardduty.amazonaws.com')).rejects.toMatchObject(
    constraint('CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR'),
  )
  for (const change of [register, deregister]) {
    await expect(change('000000000000', 'config.amazonaws.com')).rejects.toMatchObject({ name: 'AccountNotFoundException' })
    await expect(change(one, 'nobody')).rejects.toMatchObject({ Reason: 'UNRECOGNIZED_SERVICE_PRINCIPAL' })
  }
  await expect(deregister(two, 'guardduty.amazonaws.com')).rejects.toMatchObject({ name: 'AccountNotRegisteredException' })
  const leaving = stage.admin.send(new RemoveAccountFromOrganizationCommand({ AccountId: one }))
  await expect(leaving).rejects.toMatchObject(constraint('CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG'))
})

test('some services take several', async () => {
  for (const account of [one, two, three]) await register(account, 'config.amazonaws.com')
  const fourth = await stage.createAccount('four')
  await expect(register(fourth, 'config.amazonaws.com')).rejects.toMatchObject(
    constraint('MAX_DELEGATED_ADMINISTRATORS_FOR_SERVICE_LIMIT_EXCEEDED'),
  )
  await stage.admin.send(new CloseAccountCommand({ AccountId: fourth }))
  await expect(register(fourth, 'config.amazonaws.com')).rejects.toMatchObject(
    constraint('CANNOT_REGISTER_SUSPENDED_ACCOUNT_AS_DELEGATED_ADMINISTRATOR'),
  )
  await deregister(three, 'config.amazonaws.com')
})

test('administrators and their services are listed over pages', async () => {
  const { items } = await allPages(async (NextToken) => {
    const page = await stage.admin.send(new ListDelegatedAdministratorsCommand({ MaxResults: 1, NextToken }))
    return { items: page.DelegatedAdministrators, nextToken: page.NextToken }
  })
  expect(items.map(({ Id }) => Id)).toEqual([one, two].sort())
  const administrators = await stage.admin.send(new ListDelegatedAdministratorsCommand({ ServicePrincipal: 'guardduty.amazonaws.com' }))
  expect(administrators.DelegatedAdministrators).toEqual([
    {
      Id: one,
      Arn: expect.stringMatching(/:account\/o-[a-z0-9]+\/\d{12}$/),
      Email: 'one@example.com',
      Name: 'one',
      Status: 'ACTIVE',
      State: 'ACTIVE',
      JoinedMethod: 'CREATED',
      JoinedTimestamp: expect.any(Date),
      DelegationEnabledDate: expect.any(Date),
    },
  ])
  const services = await allPages(async (NextToken) => {
    const page = await stage.admin.send(new ListDelegatedServicesForAccountCommand({ AccountId: one, MaxResults: 1, NextToken }))
    return { items: page.DelegatedServices, nextToken: page.NextToken }
  })
  expect(services.items.map(({ ServicePrincipal }) => ServicePrincipal)).toEqual(['config.amazonaws.com', 'guardduty.amazonaws.com'])
  const servicesOf = (AccountId: string) => stage.admin.send(new ListDelegatedServicesForAccountCommand({ AccountId }))
  await expect(servicesOf(three)).rejects.toMatchObject({ name: 'AccountNotRegisteredException' })
  await expect(servicesOf('000000000000')).rejects.toMatchObject({ name: 'AccountNotFoundException' })
  expect(await stage.aws('list-delegated-administrators --query "length(DelegatedAdministrators)"')).toBe(2)
})

test('a delegated administrator reads the organization and changes nothing; other members do neither', async () => {
  const administrator = await stage.memberOf(one)
  const member = await stage.memberOf(three)
  const reads = (client: OrganizationsClient) => [
    () => client.send(new ListAccountsCommand({})),
    () => client.send(new DescribeAccountCommand({ AccountId: two })),
    () => client.send(new ListPoliciesCommand({ Filter: 'TAG_POLICY' })),
    () => client.send(new ListDelegatedAdministratorsCommand({})),
  ]
  for (const read of reads(administrator)) expect((await read()).$metadata.httpStatusCode).toBe(200)
  for (const read of reads(member)) await expect(read()).rejects.toMatchObject({ name: 'AccessDeniedException' })
  const changes = [
    new MoveAccountCommand({ AccountId: two, SourceParentId: rootId, DestinationParentId: rootId }),
    new EnablePolicyTypeCommand({ RootId: rootId, PolicyType: 'TAG_POLICY' }),
    new EnableAWSServiceAccessCommand({ ServicePrincipal: 'ram.amazonaws.com' }),
  ]
  for (const change of changes) {
    await expect(administrator.send(change as MoveAccountCommand)).rejects.toMatchObject({ name: 'AccessDeniedException' })
  }
  await deregister(one, 'guardduty.amazonaws.com')
  await deregister(one, 'config.amazonaws.com')
  for (const read of reads(administrator)) await expect(read()).rejects.toMatchObject({ name: 'AccessDeniedException' })
})

test('the resource policy delegates operations on policies of a type, and of these only', async () => {
  const Content = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: three },
        Action: ['Create', 'Describe', 'Attach', 'Detach'].map((verb) => `organizations:${verb}Policy`).concat('organizations:TagResource'),
        Resource: '*',
        Condition: { StringEquals: { 'organizations:PolicyType': 'TAG_POLICY' } },
      },
      { Effect: 'Deny', Principal: '*', Action: 'organizations:DetachPolicy', Resource: `arn:aws:organizations::*:root/*` },
    ],
  })
  await stage.admin.send(new PutResourcePolicyCommand({ Content }))
  for (const PolicyType of ['TAG_POLICY', 'SERVICE_CONTROL_POLICY'] as const) {
    await stage.admin.send(new EnablePolicyTypeCommand({ RootId: rootId, PolicyType }))
  }
  const member = await stage.memberOf(three)
  const denied = { name: 'AccessDeniedException', message: "You don't have permissions to access this resource." }
  const made = await member.send(new CreatePolicyCommand({ Name: 'Team', Description: '', Type: 'TAG_POLICY', Content: '{"tags":{}}' }))
  const PolicyId = given(made.Policy?.PolicySummary?.Id)
  for (const TargetId of [rootId, one]) await member.send(new AttachPolicyCommand({ PolicyId, TargetId }))
  await member.send(new DetachPolicyCommand({ PolicyId, TargetId: one }))
  const Tags = [{ Key: 'a', Value: 'b' }]
  await member.send(new TagResourceCommand({ ResourceId: PolicyId, Tags }))
  await expect(member.send(new TagResourceCommand({ ResourceId: one, Tags }))).rejects.toMatchObject(denied)
  await expect(member.send(new DetachPolicyCommand({ PolicyId, TargetId: rootId }))).rejects.toMatchObject(denied)
  const control = { Name: 'Control', Description: '', Type: 'SERVICE_CONTROL_POLICY', Content: denying('s3:*') } as const
  await expect(member.send(new CreatePolicyCommand(control))).rejects.toMatchObject(denied)
  await expect(member.send(new DescribePolicyCommand({ PolicyId: 'p-FullAWSAccess' }))).rejects.toMatchObject(denied)
  await expect(member.send(new DescribePolicyCommand({ PolicyId: 'p-00000000' }))).rejects.toMatchObject(denied)
  await expect(member.send(new ListAccountsCommand({}))).rejects.toMatchObject(denied)
  await expect((await stage.memberOf(one)).send(new DescribePolicyCommand({ PolicyId }))).rejects.toMatchObject(denied)
})
