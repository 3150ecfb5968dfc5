import type { OperationContext } from '../../access/context.ts'
import { type ContactsTable, tables } from './tables.ts'

type Kind = ContactsTable['kind']

export async function findContact(context: OperationContext, accountId: string, kind: Kind): Promise<unknown> {
  const row = await tables(context)
    .selectFrom('contacts')
    .select('contact')
    .where('account_id', '=', accountId)
    .where('kind', '=', kind)
    .executeTakeFirst()
  return row?.contact
}

export async function putContact(context: OperationContext, accountId: string, kind: Kind, contact: object): Promise<void> {
  const json = JSON.stringify(contact)
  await tables(context)
    .insertInto('contacts')
    .values({ account_id: accountId, kind, contact: json })
    .onConflict((existing) => existing.columns(['account_id', 'kind']).doUpdateSet({ contact: json }))
    .execute()
}
