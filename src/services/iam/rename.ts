import { moveAccessKeys } from '../../access/access-keys.ts'
import { type OperationContext, transaction } from '../../access/context.ts'
import { checkName } from './entity.ts'
import { forgetAllPolicies } from './policies-of.ts'
import { type PrincipalsTable, tables } from './tables.ts'

/** Gives a user or a group another name or path; its unique id, policies, members and keys stay. Throws EntityAlreadyExists. */
export function rename(
  context: OperationContext,
  row: PrincipalsTable,
  { name = row.name, path = row.path }: { name?: string | undefined; path?: string | undefined },
): Promise<void> {
  const arn = `arn:aws:iam::${row.account_id}:${row.type}${path}${name}`
  return transaction(context, async (context) => {
    await checkName(context, row.type, name, row.arn)
    await tables(context).updateTable('principals').set({ arn, name, path }).where('arn', '=', row.arn).execute()
    await tables(context).updateTable('tags').set({ resource_arn: arn }).where('resource_arn', '=', row.arn).execute()
    if (row.type === 'user') await moveAccessKeys(context, row.arn, arn)
    forgetAllPolicies(context)
  })
}
