import { sql } from 'kysely'
import type { Database } from '../database/database.ts'

// The state right after the first start, kept as copies of its tables in the schema `snapshot`, for POST /api/simulation/reset.
// People's passwords and sessions and the access keys are not of the simulation: they stay as they are.

const schemas = ['organizations', 'identity_store', 'sso_admin', 'control_tower', 'service_catalog', 'iam', 'service_quotas']

interface Table {
  readonly schema: string
  readonly name: string
  /** Those that are not computed. */
  readonly columns: string[]
  /** Those that the copy has; null without one. A version that came after the first start may have added tables and columns. */
  readonly copied: string[] | null
}

export async function saveSnapshot(db: Database): Promise<void> {
  await sql`create schema snapshot`.execute(db)
  for (const { schema, name, columns } of await listTables(db)) {
    const list = sql.join(columns.map((column) => sql.id(column)))
    await sql`create table ${copyOf(schema, name)} as select ${list} from ${sql.id(schema, name)}`.execute(db)
  }
}

/** Puts every table back. The caller's db is a transaction, and nobody works on these tables. */
export async function restoreSnapshot(db: Database): Promise<void> {
  const tables = await listTables(db)
  await sql`truncate ${sql.join(tables.map(({ schema, name }) => sql.id(schema, name)))} restart identity`.execute(db)
  for (const { schema, name, columns, copied } of tables) {
    if (!copied) continue
    const list = sql.join(columns.filter((column) => copied.includes(column)).map((column) => sql.id(column)))
    await sql`insert into ${sql.id(schema, name)} (${list}) overriding system value select ${list} from ${copyOf(schema, name)}`.execute(db)
  }
}

const copyOf = (schema: string, name: string) => sql.id('snapshot', `${schema}.${name}`)

/** Tables with those that they refer to before them. */
async function listTables(db: Database): Promise<Table[]> {
  const { rows } = await sql<Table & { refers: string[] }>`
    select t.table_schema as schema, t.table_name as name,
      (select array_agg(c.column_name::text order by c.ordinal_position) from information_schema.columns c
        where c.table_schema = t.table_schema and c.table_name = t.table_name and c.is_generated = 'NEVER') as columns,
      (select array_agg(c.column_name::text) from information_schema.columns c
        where c.table_schema = 'snapshot' and c.table_name = t.table_schema || '.' || t.table_name) as copied,
      (select coalesce(array_agg(r.confrelid::regclass::text), '{}') from pg_constraint r
        where r.contype = 'f' and r.confrelid <> r.conrelid
          and r.conrelid = format('%I.%I', t.table_schema, t.table_name)::regclass) as refers
    from information_schema.tables t
    where t.table_schema = any(${schemas}) and t.table_type = 'BASE TABLE'
    order by t.table_schema, t.table_name`.execute(db)
  const sorted: Table[] = []
  const done = new Set<string>()
  while (sorted.length < rows.length) {
    const ready = rows.filter(({ schema, name, refers }) => !done.has(`${schema}.${name}`) && refers.every((table) => done.has(table)))
    if (ready.length === 0) throw new Error('tables refer to one another in a circle')
    for (const { schema, name, columns, copied } of ready) {
      sorted.push({ schema, name, columns, copied })
      done.add(`${schema}.${name}`)
    }
  }
  return sorted
}
