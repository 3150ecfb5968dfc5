import { admitRequest } from './check-request.ts'
import { finishTerminating } from './finish.ts'
import { unmanageAccount } from './unmanage-account.ts'
import type { FactoryDependencies, Work } from './work.ts'

/** A termination: Control Tower lets go of the account, which stays open under the organization's root. */
export async function terminateAccount(work: Work, factory: FactoryDependencies): Promise<void> {
  const { account_id: accountId } = work.request
  await work.step('check-request', async () => (accountId ? undefined : work.note('There is no account behind it')), admitRequest(work))
  await work.step('unmanage-account', async () => (accountId ? unmanageAccount(work, accountId) : work.note('Nothing to do')))
  await work.lastStep('finish', async () => null, finishTerminating(work, factory))
}
