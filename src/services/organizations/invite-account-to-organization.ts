import { type OperationContext, transaction } from '../../access/context.ts'
import type { InviteAccountToOrganizationRequest, InviteAccountToOrganizationResponse } from '../../wire/models/organizations.ts'
import { type Account, findAccount, findAccountByEmail } from './account.ts'
import { fault, handshakeConstraint, invalidInput } from './faults.ts'
import { describeHandshakeShape, givenHandshake, invitationMs, isWaiting } from './handshake.ts'
import { newHandshakeId } from './identifiers.ts'
import { accountQuotaOf, lockOrganization, type Organization, organizationManagedByCaller } from './organization.ts'
import { tables } from './tables.ts'
import { checkTagPolicy } from './tag-policy.ts'
import { checkTags } from './tags.ts'

/** Asks an account of the installation, by id or e-mail address, to join. The invitation holds a place in the organization's quota. */
export async function inviteAccountToOrganization(
  context: OperationContext,
  input: InviteAccountToOrganizationRequest,
): Promise<InviteAccountToOrganizationResponse> {
  const organization = await organizationManagedByCaller(context)
  const tags = checkTags(input.Tags)
  await checkTagPolicy(context, organization, 'account', tags)
  const account = await findTarget(context, input.Target)
  if (account.organizationId === organization.id) {
    throw handshakeConstraint('ALREADY_IN_AN_ORGANIZATION', 'The invited account is already a member of your organization.')
  }
  return transaction(context, async (context) => {
    const { accountCount } = await lockOrganization(context, organization.id)
    await checkInvitations(context, organization, account, accountCount)
    const now = context.clock.now()
    const id = newHandshakeId()
    await tables(context)
      .insertInto('handshakes')
      .values({
        id,
        organization_id: organization.id,
        action: 'INVITE',
        account_id: account.id,
        email: input.Target.Type === 'EMAIL' ? input.Target.Id : null,
        parent_id: null,
        notes: input.Notes ?? null,
        tags: JSON.stringify(tags),
        state: 'OPEN',
        requested_at: now,
        expires_at: new Date(now.getTime() + invitationMs),
        ended_at: null,
      })
      .execute()
    return { Handshake: describeHandshakeShape(await givenHandshake(context, id)) }
  })
}

/** Whom a handshake is sent to: an active account. */
export async function findTarget(context: OperationContext, { Type, Id }: InviteAccountToOrganizationRequest['Target']): Promise<Account> {
  if (Type === 'ORGANIZATION') {
    throw invalidInput('INVALID_PARTY_TYPE_TARGET', 'You specified the wrong type of entity as a party: an account is invited.')
  }
  const account = Type === 'ACCOUNT' ? await findAccount(context, Id) : await findAccountByEmail(context, undefined, Id)
  if (account?.state === 'ACTIVE') return account
  throw Type === 'EMAIL'
    ? invalidInput('INVALID_EMAIL_ADDRESS_TARGET', 'You specified an invalid email address for the invited account owner.')
    : invalidInput('TARGET_NOT_SUPPORTED', "You can't invite the specified account: it doesn't exist or is not active.")
}

async function checkInvitations(
  context: OperationContext,
  organization: Organization,
  account: Account,
  accountCount: number,
): Promise<void> {
  const now = context.clock.now()
  const dayAgo = new Date(now.getTime() - 86_400_000)
  const waiting = isWaiting(now)
  const counts = await tables(context)
    .selectFrom('handshakes')
    .select((eb) => [
      eb.fn.countAll<string>().filterWhere('action', '=', 'INVITE').filterWhere(waiting).as('open'),
      eb.fn
        .countAll<string>()
        .filterWhere('action', '=', 'INVITE')
        .filterWhere(waiting)
        .filterWhere('account_id', '=', account.id)
        .as('same'),
      eb.fn.countAll<string>().filterWhere('action', '=', 'INVITE').filterWhere('requested_at', '>', dayAgo).as('today'),
      eb.fn
        .countAll<string>()
        .filterWhere('action', 'in', ['ENABLE_ALL_FEATURES', 'APPROVE_ALL_FEATURES'])
        .filterWhere(waiting)
        .as('migrations'),
    ])
    .where('organization_id', '=', organization.id)
    .where('requested_at', '>', new Date(now.getTime() - 90 * 86_400_000))
    .executeTakeFirstOrThrow()
  if (Number(counts.same) > 0) throw fault('DuplicateHandshakeException', 'A handshake with the same action and target already exists.')
  if (Number(counts.migrations) > 0) {
    throw handshakeConstraint(
      'INVITE_DISABLED_DURING_ENABLE_ALL_FEATURES',
      "You can't issue new invitations while all features are enabled.",
    )
  }
  const quota = await accountQuotaOf(context, organization)
  if (Number(counts.today) >= Math.max(20, quota)) {
    throw handshakeConstraint(
      'HANDSHAKE_RATE_LIMIT_EXCEEDED',
      'You attempted to exceed the number of handshakes that you can send in one day.',
    )
  }
  if (accountCount + Number(counts.open) >= quota) {
    throw handshakeConstraint(
      'ACCOUNT_NUMBER_LIMIT_EXCEEDED',
      'You attempted to exceed the limit on the number of accounts in an organization.',
    )
  }
}
