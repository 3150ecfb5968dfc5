import { findEmailHolder } from './find-email-holder.ts'
import type { Run } from './run.ts'

/**
 * The account that a launch has made without our knowing yet: the call may have gone out just before a failure or a cancel.
 * The record must name it, else nobody would ever remove it.
 */
export async function discoverAccount(run: Run): Promise<string | undefined> {
  const { request, dependencies } = run
  if (request.type !== 'PROVISION_PRODUCT' || request.account_id) return undefined
  try {
    const holder = await findEmailHolder(dependencies, request.record_id, request.account_email)
    return holder?.own ? holder.account.id : undefined
  } catch (error) {
    dependencies.context.log.warn({ err: error, recordId: request.record_id }, 'it could not be checked whether an account was made')
    return undefined
  }
}
