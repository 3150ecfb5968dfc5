import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isFault } from '../../src/fault.ts'
import { tables } from '../../src/services/organizations/tables.ts'
import { createPolicy } from './organizations-policies-stage.ts'
import { createAccount, createOrganization, createStage, createUnit, organizations, type Stage } from './organizations-stage.ts'

// Any mix of attaching and detaching, of enabling and disabling, also several at a time, keeps AWS's limits on every target.

const types = ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'] as const
type Type = (typeof types)[number]

type Change =
  | { readonly type: 'attach' | 'detach'; readonly policy: number; readonly target: number }
  | { readonly type: 'enable' | 'disable'; readonly policyType: Type }

const index = fc.nat({ max: 1_000 })
const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ type: fc.constant('attach' as const), policy: index, target: index }) },
  { weight: 8, arbitrary: fc.record({ type: fc.constant('detach' as const), policy: index, target: index }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constantFrom('enable' as const, 'disable' as const), policyType: fc.constantFrom(...types) }),
  },
)

let stage: Stage
let rootId: string
const targets: string[] = []
const policies: string[] = ['p-FullAWSAccess', 'p-RCPFullAWSAccess']

beforeAll(async () => {
  stage = await createStage()
  ;({ rootId } = await createOrganization(stage))
  targets.push(rootId, await createUnit(stage.admin, rootId, 'Unit'), await createAccount(stage.admin, 'member'))
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) policies.push(await createPolicy(stage.admin, name))
  const Content = '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}}'
  for (const name of ['a', 'b', 'c', 'd', 'e']) {
    policies.push(await createPolicy(stage.admin, name, { Type: 'RESOURCE_CONTROL_POLICY', Content }))
  }
})
afterAll(() => stage.close())

const pick = (list: readonly string[], at: number): string => list[at % list.length] ?? ''

async function apply(change: Change): Promise<unknown> {
  if ('policyType' in change) {
    const input = { RootId: rootId, PolicyType: change.policyType }
    return change.type === 'enable'
      ? organizations.EnablePolicyType(stage.admin, input)
      : organizations.DisablePolicyType(stage.admin, input)
  }
  const input = { PolicyId: pick(policies, change.policy), TargetId: pick(targets, change.target) }
  return change.type === 'attach' ? organizations.AttachPolicy(stage.admin, input) : organizations.DetachPolicy(stage.admin, input)
}

async function checkLimits(): Promise<void> {
  const { Roots = [] } = await organizations.ListRoots(stage.admin, {})
  const enabled = Roots[0]?.PolicyTypes?.map(({ Type }) => Type) ?? []
  const rows = await tables(stage.admin).selectFrom('policy_attachments').selectAll().execute()
  expect(rows.every(({ type }) => enabled.includes(type))).toBe(true)
  for (const type of types.filter((type) => enabled.includes(type))) {
    const everywhere = await tables(stage.admin).selectFrom('parents').select('id').execute()
    const accounts = await tables(stage.admin).selectFrom('accounts').select('id').where('organization_id', 'is not', null).execute()
    for (const { id } of [...everywhere, ...accounts]) {
      const attached = rows.filter((row) => row.type === type && row.target_id === id)
      expect(attached.length).toBeGreaterThanOrEqual(1)
      expect(attached.length).toBeLessThanOrEqual(5)
      if (type === 'RESOURCE_CONTROL_POLICY') expect(attached.map(({ policy_id }) => policy_id)).toContain('p-RCPFullAWSAccess')
    }
  }
}

const run = (width: number) =>
  fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 40 }), async (changes) => {
      for (const policyType of types) await apply({ type: 'enable', policyType }).catch(ignoreFault)
      for (let at = 0; at < changes.length; at += width) {
        const results = await Promise.allSettled(changes.slice(at, at + width).map(apply))
        for (const result of results) if (result.status === 'rejected') ignoreFault(result.reason)
      }
      await checkLimits()
    }),
    { numRuns: 20 },
  )

function ignoreFault(error: unknown): void {
  if (!isFault(error)) throw error
}

test('after any sequence each target has one to five control policies of every enabled type, and none of another', () => run(1), 60_000)

test('after any mix of concurrent changes each target has one to five control policies of every enabled type', () => run(6), 60_000)
