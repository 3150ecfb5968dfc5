import {
  CreateOrganizationalUnitCommand,
  CreateOrganizationCommand,
  CreatePolicyCommand,
  EnableAWSServiceAccessCommand,
  EnablePolicyTypeCommand,
  InviteAccountToOrganizationCommand,
  InviteOrganizationToTransferResponsibilityCommand,
  ListRootsCommand,
  type OrganizationFeatureSet,
  OrganizationsClient,
  type PolicyType,
  RegisterDelegatedAdministratorCommand,
  RemoveAccountFromOrganizationCommand,
} from '@aws-sdk/client-organizations'
import { given } from '../organizations-stage.ts'
import type { World } from './matrix.ts'
import { type ServerWorld, startServerWorld } from './server-world.ts'

export interface Party {
  readonly id: string
  readonly client: OrganizationsClient
}

/** Three organizations and an account that is in none, and ways to make what an error is about. */
export interface OrganizationsWorld extends World, Pick<ServerWorld, 'name' | 'sql'> {
  readonly admin: OrganizationsClient
  readonly nobody: OrganizationsClient
  readonly rootId: string
  readonly member: Party
  /** In no organization. */
  readonly outsider: Party
  /** Manages another organization. */
  readonly neighbour: Party
  /** Manages an organization without all features. */
  readonly billing: Party
  /** A new account of the organization, there at once, and its administrator. */
  account(): Promise<Party>
  /** A new account that is in no organization. */
  loner(): Promise<Party>
  /** A new account that manages an organization of its own. */
  stranger(featureSet?: OrganizationFeatureSet): Promise<Party>
  /** A new account that is a delegated administrator of the service. */
  delegate(servicePrincipal: string): Promise<Party>
  rootOf(party: Party): Promise<string>
  /** Enables the type of policies unless it is. */
  enable(type: PolicyType): Promise<void>
  unit(parentId?: string): Promise<string>
  policy(type?: PolicyType, content?: object): Promise<string>
  /** The id of an invitation that waits for the account's answer; of the organization, or of another. */
  invite(accountId: string, from?: OrganizationsClient): Promise<string>
  /** Asks the management account of another organization to hand its billing over; to the organization, or to a third. */
  askForTransfer(accountId: string, to?: OrganizationsClient): Promise<{ handshakeId: string; transferId: string }>
}

export const managementAccountId = '210987654321'

export async function startOrganizationsWorld(): Promise<OrganizationsWorld> {
  const world = await startServerWorld({ empty: true, 'account-id': managementAccountId })
  const admin = new OrganizationsClient(world.admin)
  await admin.send(new CreateOrganizationCommand({}))
  const rootId = await rootOf(admin)
  const account = async () => {
    const { id, settings } = await world.member()
    return { id, client: new OrganizationsClient(settings) }
  }
  const loner = async () => {
    const party = await account()
    await admin.send(new RemoveAccountFromOrganizationCommand({ AccountId: party.id }))
    return party
  }
  const stranger = async (FeatureSet: OrganizationFeatureSet = 'ALL') => {
    const party = await loner()
    await party.client.send(new CreateOrganizationCommand({ FeatureSet }))
    return party
  }
  const { name, sql, stop } = world
  return {
    ...{ admin, nobody: new OrganizationsClient(world.nobody), rootId, account, loner, stranger, name, sql, stop },
    ...{ member: await account(), outsider: await loner() },
    ...{ neighbour: await stranger(), billing: await stranger('CONSOLIDATED_BILLING') },
    rootOf: ({ client }) => rootOf(client),
    delegate: async (ServicePrincipal) => {
      const party = await account()
      await admin.send(new EnableAWSServiceAccessCommand({ ServicePrincipal }))
      await admin.send(new RegisterDelegatedAdministratorCommand({ AccountId: party.id, ServicePrincipal }))
      return party
    },
    ...makers(world, admin, rootId),
  }
}

const rootOf = async (client: OrganizationsClient): Promise<string> => given((await client.send(new ListRootsCommand({}))).Roots?.[0]?.Id)

/** The first moment of the month that is so many months away. */
export const startOfMonth = (ahead: number): Date => {
  const now = new Date()
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1))
}

const anyControlPolicy = { Version: '2012-10-17', Statement: { Effect: 'Deny', Action: 'ec2:RunInstances', Resource: '*' } }

function makers({ name }: ServerWorld, client: OrganizationsClient, rootId: string) {
  return {
    unit: async (ParentId = rootId) =>
      given((await client.send(new CreateOrganizationalUnitCommand({ ParentId, Name: name() }))).OrganizationalUnit?.Id),
    policy: async (Type: PolicyType = 'SERVICE_CONTROL_POLICY', content: object = anyControlPolicy) => {
      const input = { Type, Name: name(), Description: '', Content: JSON.stringify(content) }
      return given((await client.send(new CreatePolicyCommand(input))).Policy?.PolicySummary?.Id)
    },
    enable: async (PolicyType: PolicyType) => {
      const enabled = await client.send(new ListRootsCommand({}))
      if (enabled.Roots?.[0]?.PolicyTypes?.some(({ Type }) => Type === PolicyType)) return
      await client.send(new EnablePolicyTypeCommand({ RootId: rootId, PolicyType }))
    },
    invite: async (Id: string, from = client) => {
      const { Handshake } = await from.send(new InviteAccountToOrganizationCommand({ Target: { Type: 'ACCOUNT', Id } }))
      return given(Handshake?.Id)
    },
    askForTransfer: async (Id: string, to = client) => {
      const input = { Type: 'BILLING', Target: { Type: 'ACCOUNT', Id }, StartTimestamp: startOfMonth(1), SourceName: 'Billing' } as const
      const { Handshake } = await to.send(new InviteOrganizationToTransferResponsibilityCommand(input))
      const transfer = Handshake?.Resources?.find((resource) => resource.Type === 'RESPONSIBILITY_TRANSFER')
      return { handshakeId: given(Handshake?.Id), transferId: given(transfer?.Value) }
    },
  }
}
