import {
  AcceptHandshakeCommand,
  CloseAccountCommand,
  CreateGovCloudAccountCommand,
  CreateOrganizationCommand,
  DeclineHandshakeCommand,
  DeleteOrganizationCommand,
  DescribeAccountCommand,
  DescribeOrganizationCommand,
  EnableAllFeaturesCommand,
  InviteAccountToOrganizationCommand,
  LeaveOrganizationCommand,
  ListHandshakesForAccountCommand,
} from '@aws-sdk/client-organizations'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ClientStage, startClientStage } from './organizations-clients.ts'
import { given } from './organizations-stage.ts'

// How accounts come and go, through AWS's own clients.

let stage: ClientStage
beforeAll(async () => {
  stage = await startClientStage()
  await stage.admin.send(new CreateOrganizationCommand({}))
})
afterAll(() => stage.close())

test('an account leaves, is invited back by the AWS CLI, and accepts', async () => {
  const accountId = await stage.createAccount('traveller')
  const traveller = await stage.memberOf(accountId)
  await traveller.send(new LeaveOrganizationCommand({}))
  await expect(traveller.send(new DescribeOrganizationCommand({}))).rejects.toMatchObject({ name: 'AWSOrganizationsNotInUseException' })
  const sent = await stage.aws(`invite-account-to-organization --target Id=${accountId},Type=ACCOUNT --notes back`)
  const { Handshakes } = await traveller.send(new ListHandshakesForAccountCommand({}))
  expect(sent).toMatchObject({ Handshake: { Id: Handshakes?.[0]?.Id, State: 'OPEN' } })
  const { Handshake } = await traveller.send(new AcceptHandshakeCommand({ HandshakeId: Handshakes?.[0]?.Id }))
  expect(Handshake?.State).toBe('ACCEPTED')
  const { Account } = await stage.admin.send(new DescribeAccountCommand({ AccountId: accountId }))
  expect(Account).toMatchObject({ JoinedMethod: 'INVITED', State: 'ACTIVE' })
  expect(await stage.aws('list-handshakes-for-organization --filter ActionType=INVITE --query "Handshakes[].State"')).toEqual(['ACCEPTED'])
})

test('an account is removed by the AWS CLI, declines to come back, and begins an organization beside', async () => {
  const accountId = await stage.createAccount('independent')
  const independent = await stage.memberOf(accountId)
  await stage.aws(`remove-account-from-organization --account-id ${accountId}`)
  const target = { Type: 'EMAIL', Id: 'independent@example.com' } as const
  const { Handshake } = await stage.admin.send(new InviteAccountToOrganizationCommand({ Target: target }))
  await independent.send(new DeclineHandshakeCommand({ HandshakeId: Handshake?.Id }))
  const described = await stage.aws(`describe-handshake --handshake-id ${Handshake?.Id} --query Handshake.State`)
  expect(described).toBe('DECLINED')
  const { Organization } = await independent.send(new CreateOrganizationCommand({ FeatureSet: 'CONSOLIDATED_BILLING' }))
  const mine = (await stage.admin.send(new DescribeOrganizationCommand({}))).Organization
  expect(Organization?.Id).not.toBe(mine?.Id)
  const { Handshake: request } = await independent.send(new EnableAllFeaturesCommand({}))
  await independent.send(new AcceptHandshakeCommand({ HandshakeId: given(request?.Id) }))
  expect((await independent.send(new DescribeOrganizationCommand({}))).Organization?.FeatureSet).toBe('ALL')
  await independent.send(new DeleteOrganizationCommand({}))
})

test('an account is closed by the AWS CLI and nobody enters it any more', async () => {
  const accountId = await stage.createAccount('closing')
  const inside = await stage.memberOf(accountId)
  await inside.send(new DescribeOrganizationCommand({}))
  await stage.aws(`close-account --account-id ${accountId}`)
  expect(await stage.aws(`describe-account --account-id ${accountId} --query Account.State`)).toBe('SUSPENDED')
  await expect(stage.memberOf(accountId)).rejects.toMatchObject({ name: 'AccessDenied' })
  const refused = (): Promise<unknown> => inside.send(new DescribeOrganizationCommand({})).catch((error) => error.name)
  await expect.poll(refused, { timeout: 10_000 }).toBe('UnrecognizedClientException')
  await expect(stage.admin.send(new CloseAccountCommand({ AccountId: accountId }))).rejects.toMatchObject({
    name: 'AccountAlreadyClosedException',
  })
})

test('refusals keep AWS’s names and reasons', async () => {
  const refusals = [
    [new EnableAllFeaturesCommand({}), { name: 'HandshakeConstraintViolationException', Reason: 'ORGANIZATION_ALREADY_HAS_ALL_FEATURES' }],
    [new DeleteOrganizationCommand({}), { name: 'OrganizationNotEmptyException' }],
    [new LeaveOrganizationCommand({}), { name: 'MasterCannotLeaveOrganizationException' }],
    [new CreateGovCloudAccountCommand({ Email: 'gov@example.com', AccountName: 'Gov' }), { Reason: 'MASTER_ACCOUNT_NOT_GOVCLOUD_ENABLED' }],
    [new AcceptHandshakeCommand({ HandshakeId: 'h-00000000' }), { name: 'HandshakeNotFoundException' }],
  ] as const
  for (const [command, refusal] of refusals) {
    await expect(stage.admin.send(command as LeaveOrganizationCommand)).rejects.toMatchObject(refusal)
  }
})
