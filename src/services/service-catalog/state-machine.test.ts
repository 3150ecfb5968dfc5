import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allows, canMove, provisionedProductTransitions, type RecordStatus, recordTransitions } from './state-machine.ts'

const statuses = Object.keys(recordTransitions) as RecordStatus[]

test('a record ends: only SUCCEEDED leads nowhere, and every state can reach it or FAILED', () => {
  expect(statuses.filter((status) => recordTransitions[status].length === 0)).toEqual(['SUCCEEDED'])
  const reached = (from: RecordStatus, seen = new Set<RecordStatus>([from])): Set<RecordStatus> => {
    for (const to of recordTransitions[from]) if (!seen.has(to)) reached(to, seen.add(to))
    return seen
  }
  fc.assert(fc.property(fc.constantFrom(...statuses), (status) => reached(status).has('FAILED') || status === 'SUCCEEDED'))
})

test('nothing comes back to CREATED', () => {
  expect(statuses.some((status) => canMove(status, 'CREATED'))).toBe(false)
})

test('while a provisioned product is under change nothing else may be done with it', () => {
  for (const type of ['PROVISION_PRODUCT', 'UPDATE_PROVISIONED_PRODUCT', 'TERMINATE_PROVISIONED_PRODUCT'] as const) {
    expect(allows('UNDER_CHANGE', type)).toBe(false)
    expect(provisionedProductTransitions[type].during).toBe('UNDER_CHANGE')
  }
})

test('what never was provisioned fails to ERROR, what was to TAINTED', () => {
  for (const transition of Object.values(provisionedProductTransitions)) {
    expect(transition.failed).toEqual({ provisionedBefore: 'TAINTED', neverProvisioned: 'ERROR' })
  }
})
