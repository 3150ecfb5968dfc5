import { sql } from 'kysely'
import type { OperationContext } from '../access/context.ts'
import { Fault } from '../fault.ts'
import { launchParameters } from './launch-parameters.ts'
import { resolveOrganizationalUnit, unitLabel } from './organizational-unit.ts'
import { tables } from './tables.ts'
import type { Commit, Work } from './work.ts'

/**
 * What must still hold when the work begins: the OU is there and registered. With parity this is the first check at all,
 * in AWS's words.
 */
export async function checkRequest(work: Work): Promise<{ id: string; label: string }> {
  const { parity } = work.context.settings
  if (parity) refuseTagsAndNotifications(work)
  const { organizationalUnit } = launchParameters(work.request)
  const resolution = resolveOrganizationalUnit(await work.directory.listOrganizationalUnits(), organizationalUnit, { parity })
  if ('unit' in resolution) {
    await work.note(unitLabel(resolution.unit))
    return { id: resolution.unit.id, label: unitLabel(resolution.unit) }
  }
  if (parity) {
    throw new Fault(
      'InvalidParametersException',
      `The parent organizational unit '${organizationalUnit}' is not enrolled in AWS Control Tower.`,
    )
  }
  throw new Fault(resolution.code, resolution.message)
}

/** TagOptions, tags and notifications make a launch fail on AWS; it does not say why. */
function refuseTagsAndNotifications({ request }: Work): void {
  if (request.tags.length === 0 && request.notification_arns.length === 0) return
  throw new Fault(
    'InvalidParametersException',
    'Account Factory does not support tags, TagOptions or notifications. Launch again without them.',
  )
}

/**
 * With parity the queue holds nobody back; a request that finds the limit reached fails instead, as on AWS. Counted under a
 * lock, in the transaction that admits this one.
 */
export function admitRequest(work: Work): Commit<unknown> {
  return async (context) => {
    if (!work.context.settings.parity) return
    await sql`select pg_advisory_xact_lock(hashtextextended(${`account-factory/${work.request.organization_id}`}, 0))`.execute(context.db)
    if ((await countAdmitted(context, work)) < work.concurrency) return
    throw new Fault(
      'ResourceInUseException',
      `Account Factory cannot complete an operation on this account, because the allowed maximum of ${work.concurrency} concurrent account operations is exceeded. Try again later.`,
    )
  }
}

async function countAdmitted(context: OperationContext, { request }: Work): Promise<number> {
  const { count } = await tables(context)
    .selectFrom('requests')
    .innerJoin('steps', 'steps.record_id', 'requests.record_id')
    .select((row) => row.fn.countAll<string>().as('count'))
    .where('requests.organization_id', '=', request.organization_id)
    .where('requests.phase', 'in', ['RUNNING', 'CANCELLING'])
    .where('requests.record_id', '<>', request.record_id)
    .where('steps.number', '=', 1)
    .where('steps.status', '=', 'SUCCEEDED')
    .executeTakeFirstOrThrow()
  return Number(count)
}
