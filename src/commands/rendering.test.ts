import { expect, test } from 'vitest'
import type { Request, Step } from './api-client.ts'
import { printable } from './printable.ts'
import { describeChanges } from './progress.ts'
import { displayWidth, renderTable } from './table.ts'
import { describeDuration, renderRequest, renderTimeline } from './timeline.ts'

const plain = { style: (_style: unknown, text: string) => text }
const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1, 12, 0, seconds)).toISOString()

const step = (number: number, title: string, changes: Partial<Step> = {}): Step => ({
  number,
  name: title.toLowerCase(),
  title,
  status: 'PENDING',
  attempts: 0,
  ...changes,
})
const succeeded = step(1, 'Check', { status: 'SUCCEEDED', attempts: 1, startedAt: at(0), endedAt: at(2) })
const failed = step(2, 'Create the account', {
  status: 'FAILED',
  attempts: 3,
  startedAt: at(2),
  endedAt: at(67),
  error: { code: 'ACCOUNT_LIMIT_EXCEEDED', message: 'No more accounts.' },
})

const request = (changes: Partial<Request> = {}): Request => ({
  recordId: 'rec-abcdefghijklm',
  type: 'PROVISION_PRODUCT',
  provisionedProductId: 'pp-abcdefghijklm',
  provisionedProductName: 'payments',
  phase: 'RUNNING',
  accountName: 'payments',
  accountEmail: 'payments@example.com',
  organizationalUnit: 'Sandbox',
  requestedBy: 'arn:aws:iam::111122223333:user/ada',
  createdAt: at(0),
  stepsDone: 1,
  stepsTotal: 2,
  canRetry: false,
  canCancel: true,
  parameters: {},
  outputs: [],
  steps: [succeeded, step(2, 'Create the account')],
  seq: 1,
  ...changes,
})

test('a timeline says of each step how it stands, how long it took, how often it was tried and why it failed', () => {
  const running = step(3, 'Enroll', { status: 'RUNNING', attempts: 1, startedAt: at(10), detail: 'In Sandbox' })
  expect(renderTimeline({ steps: [succeeded, failed, running, step(4, 'Finish')] }, new Date(at(14)), plain)).toEqual([
    '✔  1. Check                 2.0 s',
    '✖  2. Create the account 1 m 05 s (attempt 3)',
    '       ACCOUNT_LIMIT_EXCEEDED: No more accounts.',
    '▸  3. Enroll                4.0 s',
    '       In Sandbox',
    '·  4. Finish',
  ])
})

test('a request says its place while it waits and its error when it failed', () => {
  expect(renderRequest(request({ phase: 'QUEUED', position: 3 }), plain)).toContain('Phase:               QUEUED (place 3 in the queue)')
  const lines = renderRequest(request({ phase: 'FAILED', error: { code: 'Failed', message: 'No' } }), plain)
  expect(lines).toContain('Error:               Failed: No')
})

test('progress is a line per change, nothing said twice', () => {
  const before = request()
  expect(describeChanges(undefined, before)).toEqual(['RUNNING', '[1/2] Check succeeded after 2.0 s'])
  expect(describeChanges(before, before)).toEqual([])
  const after = request({
    phase: 'FAILED',
    endedAt: at(67),
    steps: [succeeded, failed],
    error: { code: 'Failed', message: 'No more accounts.' },
  })
  expect(describeChanges(before, after)).toEqual([
    '[2/2] Create the account failed (attempt 3) after 1 m 05 s: ACCOUNT_LIMIT_EXCEEDED: No more accounts.',
    'FAILED: Failed: No more accounts.',
  ])
})

test('a table is as wide as its widest values, also where characters take two columns', () => {
  const columns = [
    { title: 'NAME', value: (row: { name?: string }) => row.name },
    { title: 'X', value: () => 'x' },
  ]
  expect(renderTable(columns, [{ name: '東京' }, { name: 'payments' }, {}])).toEqual([
    'NAME      X',
    '東京      x',
    'payments  x',
    '-         x',
  ])
  expect(displayWidth('🚀é')).toBe(3)
})

test('what other people wrote cannot steer the terminal', () => {
  expect(printable('a\u001b[2Jb\rc\u202ed\u009b1m')).toBe('a\\u001b[2Jb\\u000dc\\u202ed\\u009b1m')
  const [, line] = renderTable([{ title: 'NAME', value: () => 'a\u001b[31m\nb' }], [{}])
  expect(line).toBe('a\\u001b[31m b')
})

test('durations are short and never negative', () => {
  expect([-5, 340, 4_240, 125_000, 3_780_000].map(describeDuration)).toEqual(['0 ms', '340 ms', '4.2 s', '2 m 05 s', '1 h 03 m'])
})
