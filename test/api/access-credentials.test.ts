import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAccessKey, createCredentialFinder, issueTemporaryCredentials, type Principal } from '../../src/access/credentials.ts'
import { createTestContext, createTestDatabase, type TestDatabase } from '../harness/database.ts'

const secretKey = Buffer.alloc(32, 7)
const user = { accountId: '111122223333', arn: 'arn:aws:iam::111122223333:user/ada', userId: 'AIDAEXAMPLE' }
const role: Omit<Principal, 'accessKeyId'> = {
  type: 'assumed-role',
  accountId: '111122223333',
  arn: 'arn:aws:sts::111122223333:assumed-role/Reader/ada',
  principalArn: 'arn:aws:iam::111122223333:role/Reader',
  userId: 'AROAEXAMPLE:ada',
  sessionPolicies: ['{}'],
}

let database: TestDatabase
let context: ReturnType<typeof createTestContext>

beforeAll(async () => {
  database = await createTestDatabase()
  context = createTestContext(database.db)
})
afterAll(() => database.drop())

const finder = (changes: { secretKey?: Buffer; trustAs?: Principal } = {}) =>
  createCredentialFinder({ db: database.db, secretKey, clock: context.clock, ...changes })
const anHourFromNow = () => new Date(context.clock.now().getTime() + 3_600_000)
const setStatus = (accessKeyId: string, status: string) =>
  sql`update access.access_keys set status = ${status} where access_key_id = ${accessKeyId}`.execute(database.db)

test('an access key stands for its user, and its secret is nowhere in the database', async () => {
  const key = await createAccessKey(context, secretKey, user)
  expect(key.accessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/)
  expect(await finder()(key.accessKeyId, undefined)).toEqual({
    secretAccessKey: key.secretAccessKey,
    principal: { type: 'iam-user', principalArn: user.arn, accessKeyId: key.accessKeyId, ...user },
  })
  const { rows } = await sql<object>`select * from access.access_keys`.execute(database.db)
  expect(JSON.stringify(rows)).not.toContain(key.secretAccessKey)
})

test('a key that is unknown, disabled or sealed under another key of the installation is unknown', async () => {
  const key = await createAccessKey(context, secretKey, user)
  expect(await finder()('AKIAAAAAAAAAAAAAAAAA', undefined)).toBe('unknown')
  expect(await finder({ secretKey: Buffer.alloc(32, 8) })(key.accessKeyId, undefined)).toBe('unknown')
  await setStatus(key.accessKeyId, 'Inactive')
  expect(await finder()(key.accessKeyId, undefined)).toBe('unknown')
})

test('a disabled key ends within five seconds where it was used before', async () => {
  const key = await createAccessKey(context, secretKey, user)
  const find = finder()
  await find(key.accessKeyId, undefined)
  await setStatus(key.accessKeyId, 'Inactive')
  context.clock.advance(5_000)
  expect(await find(key.accessKeyId, undefined)).toBe('unknown')
})

test('temporary credentials stand for their session, its policies included, until they expire', async () => {
  const { accessKeyId, secretAccessKey, sessionToken } = issueTemporaryCredentials(secretKey, role, anHourFromNow())
  const find = finder()
  expect(await find(accessKeyId, sessionToken)).toEqual({ secretAccessKey, principal: { ...role, accessKeyId } })
  context.clock.advance(3_599_000)
  expect(await find(accessKeyId, sessionToken)).toMatchObject({ secretAccessKey })
  context.clock.advance(1_000)
  expect(await find(accessKeyId, sessionToken)).toBe('expired')
})

test('a session token goes with its own key only, and a key never without its token', async () => {
  const one = issueTemporaryCredentials(secretKey, role, anHourFromNow())
  const other = issueTemporaryCredentials(secretKey, role, anHourFromNow())
  const longTerm = await createAccessKey(context, secretKey, user)
  const find = finder()
  expect(await find(one.accessKeyId, other.sessionToken)).toBe('unknown')
  expect(await find(longTerm.accessKeyId, one.sessionToken)).toBe('unknown')
  expect(await find(one.accessKeyId, undefined)).toBe('unknown')
  expect(await find(one.accessKeyId, '')).toBe('unknown')
  expect(
    await find(
      one.accessKeyId,
      one.sessionToken.replace(/.{4}$/, (end) => end.split('').reverse().join('') + end),
    ),
  ).toBe('unknown')
})

test('where any credentials are trusted, unknown ones act as the one named; known and expired ones stay what they are', async () => {
  const trustAs: Principal = { ...user, type: 'iam-user', principalArn: user.arn, accessKeyId: 'trusted' }
  const find = finder({ trustAs })
  expect(await find('anything', undefined)).toMatchObject({ trusted: true, principal: { arn: user.arn, accessKeyId: 'anything' } })
  expect(await find('anything', 'made-up')).toMatchObject({ trusted: true })
  const key = await createAccessKey(context, secretKey, user)
  expect(await find(key.accessKeyId, undefined)).not.toHaveProperty('trusted')
  const late = issueTemporaryCredentials(secretKey, role, context.clock.now())
  expect(await find(late.accessKeyId, late.sessionToken)).toBe('expired')
})
