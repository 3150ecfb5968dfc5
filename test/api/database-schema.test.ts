import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeSchema, snapshotFile } from '../../src/database/schema-snapshot.ts'
import { createTestDatabase, type TestDatabase } from '../harness/database.ts'

const root = join(import.meta.dirname, '../..')
let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

test('the committed schema.sql is what the migrations make', async () => {
  expect(await describeSchema(database.db)).toBe(readFileSync(snapshotFile, 'utf8'))
})

test('the tables that the code types have exactly the columns that the database has', async () => {
  const { rows } = await sql<{ schema: string; name: string; column: string }>`
    select table_schema as schema, table_name as name, column_name as column from information_schema.columns`.execute(database.db)
  const actual = Map.groupBy(rows, ({ schema, name }) => `${schema}.${name}`)
  const typed = typedTables()
  expect(typed.length).toBeGreaterThan(20)
  for (const { table, columns } of typed) {
    expect([table, columns.sort()]).toEqual([table, (actual.get(table) ?? []).map(({ column }) => column).sort()])
  }
})

/** Read from the text of the tables files: `export interface XTable { column: … }`, and which table it is of which schema. */
function typedTables(): { table: string; columns: string[] }[] {
  return globSync('src/**/tables.ts', { cwd: root }).flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8')
    const schema = /withSchema\('(\w+)'\)/.exec(text)?.[1]
    const interfaces = new Map(
      [...text.matchAll(/^export interface (\w+) \{\n([\s\S]*?)^\}/gm)].map(([, name = '', body = '']) => [
        name,
        [...body.matchAll(/^ {2}(\w+):/gm)].map(([, column = '']) => column),
      ]),
    )
    const listed = /^export (?:type|interface) \w+ (?:= )?\{\n([\s\S]*?)^\}/gm
    const tables = [...text.matchAll(listed)].flatMap(([, body = '']) => [...body.matchAll(/^ {2}(\w+): (\w+)$/gm)])
    return tables
      .filter(([, , type = '']) => interfaces.has(type) && type.endsWith('Table'))
      .map(([, name = '', type = '']) => ({ table: `${schema}.${name}`, columns: interfaces.get(type) ?? [] }))
  })
}
