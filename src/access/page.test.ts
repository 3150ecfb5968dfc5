import { expect, test } from 'vitest'
import { Fault } from '../fault.ts'
import { readPage } from './page.ts'
import { encodePageToken } from './page-token.ts'

const rows = Array.from({ length: 7 }, (_, number) => ({ id: `id-${number}` }))

const page = (token?: string, read?: () => Promise<{ id: string }[]>) =>
  readPage({
    query: ['rows'],
    token,
    size: 3,
    invalidToken: () => new Fault('InvalidToken', 'no'),
    keyOf: ({ id }) => [id],
    read: read ?? (async (after, limit) => rows.filter(({ id }) => id > String(after?.[0] ?? '')).slice(0, limit)),
  })

test('pages hold every row once and in order, and the last names no next', async () => {
  const first = await page()
  const second = await page(first.nextToken)
  const third = await page(second.nextToken)
  expect([...first.rows, ...second.rows, ...third.rows]).toEqual(rows)
  expect(third.nextToken).toBeUndefined()
})

test('a list that ends with its page has no next', async () => {
  expect(await page(undefined, async () => rows.slice(0, 3))).toEqual({ rows: rows.slice(0, 3), nextToken: undefined })
})

const failure = (code: string) => Object.assign(new Error('from the database'), { code })

test('a key that the database cannot compare with is the token’s fault', async () => {
  const token = encodePageToken(['rows'], ['no date'])
  await expect(page(token, () => Promise.reject(failure('22007')))).rejects.toThrow(Fault)
  await expect(page(undefined, () => Promise.reject(failure('22007')))).rejects.toThrow('from the database')
  await expect(page(token, () => Promise.reject(failure('40001')))).rejects.toThrow('from the database')
})
