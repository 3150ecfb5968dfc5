import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newest } from './newest.ts'
import type { Request } from './types.ts'

const request = (seq: number, recordId = 'rec-1'): Request => ({
  recordId,
  type: 'PROVISION_PRODUCT',
  provisionedProductId: 'pp-1',
  provisionedProductName: 'payments-dev',
  phase: 'RUNNING',
  accountName: 'payments-dev',
  accountEmail: 'payments-dev@example.com',
  organizationalUnit: 'Sandbox',
  requestedBy: 'arn:aws:iam::123456789012:user/ada',
  createdAt: '2026-01-01T00:00:00.000Z',
  stepsDone: 0,
  stepsTotal: 7,
  canRetry: false,
  canCancel: true,
  parameters: {},
  outputs: [],
  steps: [],
  seq,
})

test('whatever order events come in and however often, the latest state is the one shown', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1 }), (seqs) => {
      let shown: Request | undefined
      for (const seq of seqs) shown = newest(shown, request(seq))
      expect(shown?.seq).toBe(Math.max(...seqs))
    }),
  )
})

test('an event that comes again is applied, so that what differs by time only is fresh', () => {
  const again = request(3)
  expect(newest(request(3), again)).toBe(again)
})

test('the state of another request is never held back', () => {
  const other = request(1, 'rec-2')
  expect(newest(request(9), other)).toBe(other)
})
