// Writes schema.sql: what the migrations make of an empty database, told by its catalogs. Run after adding a migration:
//   node src/database/schema-snapshot.ts
// test/api/database-schema.test.ts fails while it is out of date.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Database } from './database.ts'
import { startEmbeddedPostgres } from './embedded-postgres.ts'
import { migrate } from './migrate.ts'
import { createPool } from './pool.ts'

export const snapshotFile = join(import.meta.dirname, 'schema.sql')

/** Every table of ours with its columns, constraints and indexes, in a stable order. */
export async function describeSchema(db: Database): Promise<string> {
  const { rows } = await sql<{ name: string; columns: string[]; constraints: string[] | null; indexes: string[] | null }>`
    select format('%I.%I', n.nspname, c.relname) as name,
      (select array_agg(format('%I %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod), case when a.attnotnull then ' not null' else '' end,
          case when d.adbin is null then '' else ' default ' || pg_get_expr(d.adbin, d.adrelid) end) order by a.attnum)
        from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
      (select array_agg(pg_get_constraintdef(k.oid) order by k.conname) from pg_constraint k where k.conrelid = c.oid and k.contype <> 'n') as constraints,
      (select array_agg(pg_get_indexdef(i.indexrelid) order by i.indexrelid::regclass::text) from pg_index i
        where i.indrelid = c.oid and not exists (select from pg_constraint k where k.conindid = i.indexrelid)) as indexes
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', 'database', 'dbos', 'snapshot')
    order by n.nspname, c.relname`.execute(db)
  return rows
    .map(({ name, columns, constraints, indexes }) => {
      const body = [...columns, ...(constraints ?? [])].map((line) => `  ${line}`).join(',\n')
      return `create table ${name} (\n${body}\n);\n${(indexes ?? []).map((index) => `${index};\n`).join('')}`
    })
    .join('\n')
}

async function writeSnapshot(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'account-factory-schema-'))
  chmodSync(folder, 0o711)
  const postgres = await startEmbeddedPostgres(folder, { durable: false })
  const pool = createPool(postgres.connectionString)
  await migrate(pool.db)
  writeFileSync(snapshotFile, await describeSchema(pool.db))
  await pool.close()
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
}

if (process.argv[1] === import.meta.filename) await writeSnapshot()
