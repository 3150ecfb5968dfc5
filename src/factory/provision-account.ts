import { admitRequest, checkRequest } from './check-request.ts'
import { createAccount } from './create-account.ts'
import { enrollAccount } from './enroll-account.ts'
import { findOrCreateUser } from './find-or-create-user.ts'
import { finishProvisioning } from './finish.ts'
import { giveAccess } from './give-access.ts'
import { recordAccount } from './record-account.ts'
import { tagAccount } from './tag-account.ts'
import type { FactoryDependencies, Work } from './work.ts'

/** A launch, from top to bottom. Each step makes sure of one thing and is harmless when it runs twice. */
export async function provisionAccount(work: Work, factory: FactoryDependencies): Promise<void> {
  const unit = await work.step('check-request', () => checkRequest(work), admitRequest(work))
  const account = await work.step('create-account', () => createAccount(work), recordAccount(work, factory))
  await work.step('enroll-account', () => enrollAccount(work, account.accountId, unit))
  const person = await work.step('find-or-create-user', () => findOrCreateUser(work))
  await work.step('give-access', () => giveAccess(work, account.accountId, person))
  await work.step('tag-account', () => tagAccount(work, account.accountId))
  await work.lastStep('finish', async () => account, finishProvisioning(work, factory))
}
