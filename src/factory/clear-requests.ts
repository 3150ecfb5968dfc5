import { sql } from 'kysely'
import { type OperationContext, transaction } from '../access/context.ts'

/** What DBOS keeps beside its workflows; all its other tables hold what they did. */
const kept = ['dbos_migrations', 'queues', 'application_versions']

/** Forgets every request and its workflow, at once and for good. */
export async function clearRequests(context: OperationContext): Promise<void> {
  await transaction(context, async ({ db }) => {
    const { rows } = await sql<{ name: string }>`
      select table_name as name from information_schema.tables
      where table_schema = 'dbos' and table_type = 'BASE TABLE' and not table_name = any(${kept})`.execute(db)
    const emptied = [sql.table('factory.requests'), sql.table('factory.steps'), ...rows.map(({ name }) => sql.id('dbos', name))]
    await sql`truncate ${sql.join(emptied)}`.execute(db)
  })
}
