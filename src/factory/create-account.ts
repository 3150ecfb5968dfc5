import { CreateAccountCommand, type CreateAccountStatus, DescribeCreateAccountStatusCommand } from '@aws-sdk/client-organizations'
import { Fault } from '../fault.ts'
import { findEmailHolder, recordTag } from './find-email-holder.ts'
import type { Work } from './work.ts'

/** Control Tower's own name for the role that it manages an account by. */
const executionRole = 'AWSControlTowerExecution'

/**
 * The account of this request, made exactly once: an e-mail address has one account at most, and the account bears the
 * record's id. An earlier try that got through is found by its address and adopted.
 */
export async function createAccount(work: Work): Promise<{ accountId: string }> {
  return (await adoptAccount(work)) ?? (await requestAccount(work))
}

async function adoptAccount(work: Work): Promise<{ accountId: string } | undefined> {
  const { record_id: recordId, account_email: email } = work.request
  const known = await work.directory.findAccountByEmail(email)
  if (!known) return undefined
  // An account on its way cannot be asked for its tags yet. Uninterrupted: it exists, and the record is to name it.
  await work.wait(
    `account ${known.id} to become active`,
    async () => ((await work.directory.findAccountByEmail(email))?.state === 'PENDING_ACTIVATION' ? undefined : true),
    { uninterrupted: true },
  )
  const holder = await findEmailHolder(work, recordId, email)
  if (!holder) return undefined
  if (holder.own) return { accountId: holder.account.id }
  const { account } = holder
  throw new Fault(
    'EMAIL_ALREADY_EXISTS',
    `The e-mail address '${email}' belongs to account ${account.id} (${account.name}, ${account.state}) already. Launch again with another address.`,
  )
}

async function requestAccount(work: Work): Promise<{ accountId: string }> {
  const { record_id: recordId, account_email: email, account_name: name } = work.request
  const { CreateAccountStatus: asked } = await work.clients.organizations.send(
    new CreateAccountCommand({ AccountName: name, Email: email, RoleName: executionRole, Tags: [{ Key: recordTag, Value: recordId }] }),
  )
  const requestId = asked?.Id ?? ''
  await work.note(`AWS Organizations creates the account (${requestId})`)
  // Uninterrupted: creation cannot be taken back, and the record is to name the account.
  const status = await work.wait(
    `AWS Organizations to create the account (${requestId})`,
    async () => {
      const command = new DescribeCreateAccountStatusCommand({ CreateAccountRequestId: requestId })
      const { CreateAccountStatus: now } = await work.clients.organizations.send(command)
      return now?.State === 'IN_PROGRESS' ? undefined : now
    },
    { uninterrupted: true },
  )
  if (status.State === 'SUCCEEDED' && status.AccountId) return { accountId: status.AccountId }
  return afterRefusal(work, status)
}

async function afterRefusal(work: Work, status: CreateAccountStatus): Promise<{ accountId: string }> {
  const reason = status.FailureReason ?? 'INTERNAL_FAILURE'
  if (reason === 'EMAIL_ALREADY_EXISTS') {
    // Two calls of this request may have crossed; then the other one made the account.
    const adopted = await adoptAccount(work)
    if (adopted) return adopted
  }
  if (reason === 'INTERNAL_FAILURE' || reason === 'CONCURRENT_ACCOUNT_MODIFICATION') {
    throw new Fault('ServiceException', `AWS Organizations could not create the account: ${reason}.`)
  }
  throw new Fault(reason, refusals[reason] ?? `AWS Organizations refused to create the account: ${reason}.`)
}

const refusals: Readonly<Record<string, string>> = {
  ACCOUNT_LIMIT_EXCEEDED:
    'AWS Control Tower cannot create an account because you have reached the limit on the number of accounts in your organization.',
  EMAIL_ALREADY_EXISTS: 'The e-mail address belongs to another AWS account already. Launch again with another address.',
  INVALID_EMAIL: 'AWS Organizations refused the e-mail address as invalid. Launch again with another address.',
}
