import { type ExpressionBuilder, sql } from 'kysely'
import type { OperationContext } from '../../access/context.ts'
import type { HandshakeResource, Handshake as HandshakeShape, Tag } from '../../wire/models/organizations.ts'
import { fault, invalidHandshakeTransition } from './faults.ts'
import { handshakeArn } from './identifiers.ts'
import { type HandshakesTable, type OrganizationsTables, tables } from './tables.ts'

// A handshake is a question from an organization to one account, or to itself. It expires by the clock, and one that has ended is shown
// for thirty days more.

const dayMs = 86_400_000
const shownMs = 30 * dayMs
export const invitationMs = 15 * dayMs
export const enableAllFeaturesMs = 90 * dayMs

export interface Handshake {
  readonly id: string
  readonly action: HandshakesTable['action']
  readonly state: NonNullable<HandshakeShape['State']>
  readonly organizationId: string
  readonly managementAccountId: string
  readonly managementAccountName: string
  readonly managementAccountEmail: string
  readonly featureSet: 'ALL' | 'CONSOLIDATED_BILLING'
  /** Whom it is sent to; undefined when the organization itself is meant. */
  readonly accountId: string | undefined
  readonly email: string | undefined
  readonly parentId: string | undefined
  readonly notes: string | undefined
  readonly tags: readonly Tag[]
  /** What a TRANSFER_RESPONSIBILITY is about. */
  readonly transfer: { readonly id: string; readonly type: string; readonly startAt: Date } | undefined
  readonly requestedAt: Date
  readonly expiresAt: Date
}

/** What every query for handshakes starts from: those that are still shown. Its rows go through `toHandshake`. */
export function selectHandshakes(context: OperationContext) {
  return tables(context)
    .selectFrom('handshakes')
    .innerJoin('organizations', 'organizations.id', 'handshakes.organization_id')
    .innerJoin('accounts as management', 'management.id', 'organizations.management_account_id')
    .leftJoin('responsibility_transfers as transfers', 'transfers.handshake_id', 'handshakes.id')
    .selectAll('handshakes')
    .select(['organizations.feature_set', 'management.id as management_id', 'management.name as management_name'])
    .select([
      'management.email as management_email',
      'transfers.id as transfer_id',
      'transfers.type as transfer_type',
      'transfers.start_at',
    ])
    .where(sql<Date>`coalesce(handshakes.ended_at, handshakes.expires_at)`, '>', new Date(context.clock.now().getTime() - shownMs))
}

type HandshakeRow = Awaited<ReturnType<ReturnType<typeof selectHandshakes>['executeTakeFirstOrThrow']>>

export function toHandshake(row: HandshakeRow, now: Date): Handshake {
  return {
    id: row.id,
    action: row.action,
    state: row.ended_at === null && row.expires_at <= now ? 'EXPIRED' : row.state,
    organizationId: row.organization_id,
    managementAccountId: row.management_id,
    managementAccountName: row.management_name,
    managementAccountEmail: row.management_email,
    featureSet: row.feature_set,
    accountId: row.account_id ?? undefined,
    email: row.email ?? undefined,
    parentId: row.parent_id ?? undefined,
    notes: row.notes ?? undefined,
    tags: row.tags,
    transfer: row.transfer_id
      ? { id: row.transfer_id, type: row.transfer_type ?? '', startAt: row.start_at ?? row.requested_at }
      : undefined,
    requestedAt: row.requested_at,
    expiresAt: row.expires_at,
  }
}

/** A handshake that the caller's account has sent or got; others do not learn that it is there. Throws HandshakeNotFoundException. */
export async function givenHandshake(context: OperationContext, id: string): Promise<Handshake> {
  const row = await selectHandshakes(context).where('handshakes.id', '=', id).executeTakeFirst()
  const handshake = row && toHandshake(row, context.clock.now())
  const parties: readonly unknown[] = [handshake?.managementAccountId, handshake?.accountId]
  if (!handshake || !parties.includes(context.caller.accountId)) {
    throw fault('HandshakeNotFoundException', "We can't find a handshake with the HandshakeId that you specified.")
  }
  return handshake
}

/** Of rows of `handshakes`: those that wait for an answer. */
export const isWaiting = (now: Date) => (eb: ExpressionBuilder<OrganizationsTables, 'handshakes'>) =>
  eb.and([eb('handshakes.ended_at', 'is', null), eb('handshakes.expires_at', '>', now)])

/** Throws HandshakeAlreadyInStateException and InvalidHandshakeTransitionException unless it waits for an answer. */
export function checkTransition(handshake: Handshake, to: 'ACCEPTED' | 'DECLINED' | 'CANCELED'): void {
  if (handshake.state === to) {
    throw fault('HandshakeAlreadyInStateException', `The specified handshake is already in the requested state: ${to}.`)
  }
  if (handshake.state !== 'REQUESTED' && handshake.state !== 'OPEN') {
    throw invalidHandshakeTransition(`it is ${handshake.state} and cannot be ${to}`)
  }
}

export async function endHandshake(context: OperationContext, id: string, state: 'ACCEPTED' | 'DECLINED' | 'CANCELED'): Promise<void> {
  await tables(context).updateTable('handshakes').set({ state, ended_at: context.clock.now() }).where('id', '=', id).execute()
}

/** The API's shape. */
export function describeHandshakeShape(handshake: Handshake): HandshakeShape {
  const { organizationId, managementAccountId, email, accountId } = handshake
  const recipient = email !== undefined ? ({ Type: 'EMAIL', Id: email } as const) : ({ Type: 'ACCOUNT', Id: accountId ?? '' } as const)
  return {
    Id: handshake.id,
    Arn: handshakeArn({ id: organizationId, managementAccountId }, handshake.action, handshake.id),
    Parties: [{ Id: organizationId, Type: 'ORGANIZATION' }, ...(accountId === undefined ? [] : [recipient])],
    State: handshake.state,
    RequestedTimestamp: handshake.requestedAt,
    ExpirationTimestamp: handshake.expiresAt,
    Action: handshake.action,
    Resources: resourcesOf(handshake, recipient),
  }
}

function resourcesOf(handshake: Handshake, recipient: { Type: 'EMAIL' | 'ACCOUNT'; Id: string }): HandshakeResource[] {
  const organization: HandshakeResource = { Type: 'ORGANIZATION', Value: handshake.organizationId }
  if (handshake.transfer) return transferResources(handshake, handshake.transfer)
  if (handshake.action !== 'INVITE') {
    return [organization, ...(handshake.parentId === undefined ? [] : [{ Type: 'PARENT_HANDSHAKE' as const, Value: handshake.parentId }])]
  }
  return [
    {
      ...organization,
      Resources: [
        { Type: 'MASTER_EMAIL', Value: handshake.managementAccountEmail },
        { Type: 'MASTER_NAME', Value: handshake.managementAccountName },
        { Type: 'ORGANIZATION_FEATURE_SET', Value: handshake.featureSet },
      ],
    },
    { Type: recipient.Type, Value: recipient.Id },
    ...(handshake.notes === undefined ? [] : [{ Type: 'NOTES' as const, Value: handshake.notes }]),
  ]
}

function transferResources(handshake: Handshake, transfer: NonNullable<Handshake['transfer']>): HandshakeResource[] {
  return [
    {
      Type: 'RESPONSIBILITY_TRANSFER',
      Value: transfer.id,
      Resources: [
        { Type: 'TRANSFER_TYPE', Value: transfer.type },
        { Type: 'TRANSFER_START_TIMESTAMP', Value: transfer.startAt.toISOString() },
      ],
    },
    {
      Type: 'MANAGEMENT_ACCOUNT',
      Value: handshake.managementAccountId,
      Resources: [
        { Type: 'MANAGEMENT_EMAIL', Value: handshake.managementAccountEmail },
        { Type: 'MANAGEMENT_NAME', Value: handshake.managementAccountName },
      ],
    },
    ...(handshake.notes === undefined ? [] : [{ Type: 'NOTES' as const, Value: handshake.notes }]),
  ]
}
