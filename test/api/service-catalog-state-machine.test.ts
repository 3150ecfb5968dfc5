import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allows, canMove, provisionedProductTransitions, recordKeeper } from '../../src/services/service-catalog/index.ts'
import type { ProvisionedProductStatus, RecordStatus, RecordType } from '../../src/services/service-catalog/state-machine.ts'
import { type Catalog, setUpCatalog } from './service-catalog-stage.ts'

let catalog: Catalog
beforeAll(async () => {
  catalog = await setUpCatalog()
})
afterAll(() => catalog.close())

const moves = ['start', 'succeed', 'fail', 'terminate'] as const
const results = { start: 'IN_PROGRESS', succeed: 'SUCCEEDED', fail: 'FAILED' } as const

/** What the tables say of one provisioned product and its newest record. */
class Expected {
  type: RecordType = 'PROVISION_PRODUCT'
  record: RecordStatus = 'CREATED'
  product: ProvisionedProductStatus | 'TERMINATED' = 'UNDER_CHANGE'
  provisioned = false

  /** Whether the move is accepted; moves to it. */
  accepts(move: (typeof moves)[number]): boolean {
    if (move === 'terminate') return this.#terminates()
    const to = results[move]
    // Said twice, or started after its success: nothing changes.
    if (this.record === to || (this.record === 'SUCCEEDED' && move === 'start')) return true
    if (!canMove(this.record, to)) return false
    const transition = provisionedProductTransitions[this.type]
    const failed = this.provisioned ? transition.failed.provisionedBefore : transition.failed.neverProvisioned
    this.product = { start: transition.during, succeed: transition.succeeded, fail: failed }[move]
    this.provisioned ||= this.type === 'PROVISION_PRODUCT' && move === 'succeed'
    this.record = to
    return true
  }

  #terminates(): boolean {
    if (this.product === 'TERMINATED' || !allows(this.product, 'TERMINATE_PROVISIONED_PRODUCT')) return false
    this.type = 'TERMINATE_PROVISIONED_PRODUCT'
    this.record = 'CREATED'
    this.product = provisionedProductTransitions.TERMINATE_PROVISIONED_PRODUCT.during
    return true
  }
}

let counter = 0

test('whatever happens to a launch in whatever order, record and provisioned product stand where the tables say', async () => {
  const context = catalog.context()
  const sequences = fc.array(fc.constantFrom(...moves), { minLength: 1, maxLength: 9 })
  await fc.assert(
    fc.asyncProperty(sequences, async (sequence) => {
      const { recordId: launched, provisionedProductId } = await catalog.launch(`machine-${counter++}`)
      const expected = new Expected()
      let recordId = launched
      const perform: Record<(typeof moves)[number], () => Promise<unknown>> = {
        start: () => recordKeeper.recordStarted(context, recordId),
        succeed: () => recordKeeper.recordSucceeded(context, recordId, []),
        fail: () => recordKeeper.recordFailed(context, recordId, { code: 'X', description: 'y' }),
        terminate: async () => {
          const input = { ProvisionedProductId: provisionedProductId, TerminateToken: `machine-${counter++}` }
          const { RecordDetail } = await catalog.call(context, 'TerminateProvisionedProduct', input)
          recordId = RecordDetail?.RecordId ?? ''
        },
      }
      for (const move of sequence) {
        const accepted = await perform[move]().then(
          () => true,
          () => false,
        )
        expect([move, accepted]).toEqual([move, expected.accepts(move)])
        const { RecordDetail } = await catalog.call(context, 'DescribeRecord', { Id: recordId })
        const shown = await catalog.call(context, 'DescribeProvisionedProduct', { Id: provisionedProductId }).catch(() => undefined)
        const product = shown ? shown.ProvisionedProductDetail?.Status : 'TERMINATED'
        expect([RecordDetail?.Status, product]).toEqual([expected.record, expected.product])
      }
    }),
    { numRuns: 60 },
  )
})
