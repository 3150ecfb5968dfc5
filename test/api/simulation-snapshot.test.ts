import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { transaction } from '../../src/access/context.ts'
import { restoreSnapshot, saveSnapshot } from '../../src/server/snapshot.ts'
import { ensureRole, findRole, policiesOf } from '../../src/services/iam/index.ts'
import { createTestContext, createTestDatabase, type TestDatabase, testAccountId } from '../harness/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

test('what was saved before a version added tables and columns comes back with what those have by themselves', async () => {
  const context = createTestContext(database.db)
  const policy = 'arn:aws:iam::aws:policy/ReadOnlyAccess'
  const role = { accountId: testAccountId, name: 'kept', trustPolicy: {}, managedPolicyArns: [policy], permissionsBoundary: policy }
  const { arn } = await ensureRole(context, role)
  await saveSnapshot(database.db)
  await sql`alter table snapshot."iam.principals" drop column permissions_boundary_arn`.execute(database.db)
  await sql`drop table snapshot."sso_admin.resource_tags"`.execute(database.db)
  await ensureRole(context, { ...role, name: 'later' })
  await transaction(context, ({ db }) => restoreSnapshot(db))
  expect(await findRole(context, testAccountId, 'later')).toBeUndefined()
  expect((await findRole(context, testAccountId, 'kept'))?.arn).toBe(arn)
  expect(await policiesOf(context, arn)).toEqual({ identity: [expect.objectContaining({ Version: '2012-10-17' })] })
})
