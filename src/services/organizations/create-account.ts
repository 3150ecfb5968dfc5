import { type OperationContext, transaction } from '../../access/context.ts'
import { randomAccountId } from '../../random.ts'
import type { CreateAccountRequest, CreateAccountResponse } from '../../wire/models/organizations.ts'
import { ensureRole, linkRoles } from '../iam/index.ts'
import { findAccountByEmail } from './account.ts'
import { type CreateAccountRequestRow, inProgress } from './create-account-request.ts'
import { isAccountEmail } from './email-address.ts'
import { attachDefaultPolicies } from './enabled-policy-types.ts'
import { invitationMs, isWaiting } from './handshake.ts'
import { newCreateAccountRequestId } from './identifiers.ts'
import { accountQuotaOf, lockOrganization, type Organization, organizationManagedByCaller } from './organization.ts'
import { tables } from './tables.ts'
import { checkTagPolicy } from './tag-policy.ts'
import { checkTags, putTags } from './tags.ts'

type Outcome = Pick<CreateAccountRequestRow, 'account_id' | 'failure_reason'>

/**
 * Starts the creation of an account under the root. What is wrong with the tags is said at once; what is wrong with the e-mail
 * address, or with one account more, shows in the request's status, as on AWS. Of requests for one address exactly one gets the account.
 */
export async function createAccount(context: OperationContext, input: CreateAccountRequest): Promise<CreateAccountResponse> {
  const organization = await organizationManagedByCaller(context)
  const tags = checkTags(input.Tags)
  await checkTagPolicy(context, organization, 'account', tags)
  return transaction(context, async (context) => {
    const requestedAt = context.clock.now()
    const completesAt = new Date(requestedAt.getTime() + context.pace['create-account'])
    const outcome = await insertAccount(context, organization, input, completesAt)
    const request = {
      id: newCreateAccountRequestId(),
      organization_id: organization.id,
      account_name: input.AccountName,
      ...outcome,
      requested_at: requestedAt,
      completes_at: completesAt,
    }
    await tables(context).insertInto('create_account_requests').values(request).execute()
    if (outcome.account_id) {
      await putTags(context, outcome.account_id, tags)
      await attachDefaultPolicies(context, organization.id, outcome.account_id)
      await createManagementRole(context, organization, outcome.account_id, input.RoleName)
      await linkRoles(context, outcome.account_id, ['support', 'trustedAdvisor', 'organizations'])
    }
    return { CreateAccountStatus: inProgress(request) }
  })
}

async function insertAccount(
  context: OperationContext,
  organization: Organization,
  input: CreateAccountRequest,
  joinedAt: Date,
): Promise<Outcome> {
  if (!isAccountEmail(input.Email)) return { account_id: null, failure_reason: 'INVALID_EMAIL' }
  const { accountCount } = await lockOrganization(context, organization.id)
  const places = accountCount + (await countInvitations(context, organization.id))
  if (places >= (await accountQuotaOf(context, organization))) return { account_id: null, failure_reason: 'ACCOUNT_LIMIT_EXCEEDED' }
  // The unique index on the address decides between concurrent requests, those of other organizations included.
  const account = await tables(context)
    .insertInto('accounts')
    .values({
      id: randomAccountId(),
      organization_id: organization.id,
      parent_id: organization.rootId,
      name: input.AccountName,
      email: input.Email,
      state: 'ACTIVE',
      joined_method: 'CREATED',
      joined_at: joinedAt,
      created_at: context.clock.now(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!account) {
    if (await findAccountByEmail(context, undefined, input.Email)) return { account_id: null, failure_reason: 'EMAIL_ALREADY_EXISTS' }
    return insertAccount(context, organization, input, joinedAt) // the id was taken
  }
  await tables(context)
    .updateTable('organizations')
    .set((eb) => ({ account_count: eb('account_count', '+', 1) }))
    .where('id', '=', organization.id)
    .execute()
  return { account_id: account.id, failure_reason: null }
}

/** Each holds a place until it is answered or expires. */
async function countInvitations(context: OperationContext, organizationId: string): Promise<number> {
  const now = context.clock.now()
  const { open } = await tables(context)
    .selectFrom('handshakes')
    .select((eb) => eb.fn.countAll<string>().as('open'))
    .where('organization_id', '=', organizationId)
    .where('requested_at', '>', new Date(now.getTime() - invitationMs))
    .where('action', '=', 'INVITE')
    .where(isWaiting(now))
    .executeTakeFirstOrThrow()
  return Number(open)
}

/** The role through which the management account's administrators enter the new account. */
async function createManagementRole(
  context: OperationContext,
  organization: Organization,
  accountId: string,
  name = 'OrganizationAccountAccessRole',
): Promise<void> {
  await ensureRole(context, {
    accountId,
    name,
    trustPolicy: {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${organization.managementAccountId}:root` }, Action: 'sts:AssumeRole' },
      ],
    },
    managedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'],
  })
}
