import type { OperationContext } from '../access/context.ts'
import { endRequest } from './journal.ts'
import { launchParameters } from './launch-parameters.ts'
import { type Output, tables } from './tables.ts'
import type { Commit, FactoryDependencies, Work } from './work.ts'

/** The four outputs of the product, in AWS's order and words. */
export function finishProvisioning(work: Work, factory: FactoryDependencies): Commit<{ accountId: string }> {
  const parameters = launchParameters(work.request)
  return (context, { accountId }) =>
    succeed(context, work, factory, [
      { key: 'AccountId', value: accountId, description: 'Managed Account Id' },
      { key: 'SSOUserEmail', value: parameters.person.email, description: 'SSO User email associated with the Account.' },
      { key: 'AccountEmail', value: parameters.accountEmail, description: 'Email Id associated with the Account' },
      {
        key: 'SSOUserPortal',
        value: work.context.settings.startUrl,
        description: 'SSO User Portal to federate into the managed Account.',
      },
    ])
}

export function finishTerminating(work: Work, factory: FactoryDependencies): Commit<null> {
  return (context) => succeed(context, work, factory, [])
}

async function succeed(context: OperationContext, work: Work, { recordKeeper }: FactoryDependencies, outputs: Output[]): Promise<void> {
  const recordId = work.request.record_id
  const request = await tables(context).selectFrom('requests').selectAll().where('record_id', '=', recordId).executeTakeFirstOrThrow()
  await endRequest(context, recordKeeper, request, { action: 'succeed', outputs })
  await recordKeeper.recordSucceeded(
    context,
    recordId,
    outputs.map(({ key, value, description }) => ({ OutputKey: key, OutputValue: value, Description: description })),
  )
}
