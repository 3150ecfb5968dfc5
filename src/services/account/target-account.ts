import type { OperationContext } from '../../access/context.ts'
import { type Account, findAccount, isDelegatedAdministrator, type Organization, organizationOf } from '../organizations/index.ts'
import { denied } from './faults.ts'

/**
 * The account that a call is about: the caller's own, or a member of the organization that the caller's account manages or is a delegated
 * administrator of. As on AWS the management account names no id for itself, and nobody manages it from elsewhere. Throws
 * AccessDeniedException, whether there is such an account or not.
 */
export async function targetAccount(context: OperationContext, accountId: string | undefined): Promise<Account> {
  const own = context.caller.accountId
  if (accountId === undefined) return existing(await findAccount(context, own), own)
  const [organization, account] = await Promise.all([organizationOf(context, own), findAccount(context, accountId)])
  const managementId = organization?.managementAccountId
  if (managementId === own && accountId === own) throw denied('The management account can be managed only by leaving AccountId out.')
  const isMember = account !== undefined && account.organizationId === organization?.id && accountId !== managementId
  if (organization && isMember && (managementId === own || (await isAdministrator(context, organization)))) return account
  throw denied(`Account ${accountId} is not a member of an organization that account ${own} manages.`)
}

const isAdministrator = (context: OperationContext, { id }: Organization): Promise<boolean> =>
  isDelegatedAdministrator(context, id, context.caller.accountId, 'account.amazonaws.com')

function existing(account: Account | undefined, accountId: string): Account {
  if (!account) throw denied(`Account ${accountId} does not exist.`)
  return account
}

/** For what AWS offers for members only, by who manages their organization. */
export function memberAccount(context: OperationContext, accountId: string): Promise<Account> {
  if (accountId === context.caller.accountId)
    throw denied('This is done for a member account only, by the management account of its organization or a delegated administrator.')
  return targetAccount(context, accountId)
}
