import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/harness/database.ts'
import { Notifications } from './notifications.ts'

let database: TestDatabase
let notifications: Notifications
const errors: Error[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  notifications = new Notifications(database.connectionString, (error) => errors.push(error))
  await notifications.start()
})
afterAll(async () => {
  await notifications.close()
  await database.drop()
})

const notify = (channel: string, payload: string) => sql`select pg_notify(${channel}, ${payload})`.execute(database.db)

/** Collects what a listener hears and lets a test wait for it. */
function hearing() {
  const heard: string[] = []
  let wake = (): void => {}
  const listener = (payload: string): void => {
    heard.push(payload)
    wake()
  }
  const until = async (payload: string): Promise<void> => {
    while (!heard.includes(payload)) {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
  return { heard, listener, until }
}

test('each listener hears its own channel, in order, until it stops', async () => {
  const requests = hearing()
  const both = hearing()
  const stop = await notifications.listen('requests', requests.listener)
  await notifications.listen('requests', both.listener)
  await notifications.listen('Other "channel"', both.listener)
  await notify('requests', '1')
  await notify('requests', '2')
  await requests.until('2')
  stop()
  await notify('requests', '3')
  await notify('Other "channel"', '4')
  await both.until('4')
  expect(requests.heard).toEqual(['1', '2'])
  expect(both.heard).toEqual(['1', '2', '3', '4'])
})

test('after a lost connection it listens again by itself and says with an empty payload that something may have been missed', async () => {
  const { heard, listener, until } = hearing()
  await notifications.listen('kept', listener)
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %' and datname = current_database()`.execute(
    database.db,
  )
  await until('')
  await notify('kept', 'again')
  await until('again')
  expect(heard).toEqual(['', 'again'])
  expect(errors).not.toEqual([])
})
