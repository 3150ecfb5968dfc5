import type { OperationContext } from '../../access/context.ts'
import { type Account, findAccount, organizationOf } from '../organizations/index.ts'
import { denied } from './faults.ts'

/**
 * The account that a call is about: the caller's own, or a member of the organization that the caller's account manages. As on AWS the
 * management account names no id for itself. Throws AccessDeniedException, whether there is such an account or not.
 */
export async function targetAccount(context: OperationContext, accountId: string | undefined): Promise<Account> {
  const own = context.caller.accountId
  if (accountId === undefined) return existing(await findAccount(context, own), own)
  const [organization, account] = await Promise.all([organizationOf(context, own), findAccount(context, accountId)])
  const isManager = organization?.managementAccountId === own
  if (isManager && accountId === own) throw denied('The management account can be managed only by leaving AccountId out.')
  if (isManager && account?.organizationId === organization.id) return account
  throw denied(`Account ${accountId} is not a member of an organization that account ${own} manages.`)
}

function existing(account: Account | undefined, accountId: string): Account {
  if (!account) throw denied(`Account ${accountId} does not exist.`)
  return account
}

/** For what AWS offers for members only, by their organization's management account. */
export function memberAccount(context: OperationContext, accountId: string): Promise<Account> {
  if (accountId === context.caller.accountId)
    throw denied('This is done for a member account only, by the management account of its organization.')
  return targetAccount(context, accountId)
}
