// Merges management policies into one, as "Management policy inheritance" in the user guide of AWS Organizations has it:
// from the root down to the account, and on one level in the order in which they were attached. Pure.

export type Value = string | number | boolean | readonly unknown[]

/** A JSON object. */
export type Node = { readonly [key: string]: unknown }

export const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)

export interface AttachedPolicy {
  readonly id: string
  readonly document: Node
}

/** A place in the merged policy: a value, or members. */
export interface Setting {
  value?: Value
  readonly members: Map<string, Setting>
  /** The policies that had a say here, in the order in which they had it. */
  readonly policyIds: Set<string>
  /** The level on which a policy last assigned the value: the first one attached there wins. */
  assignedOn?: number
  readonly restrictions: { readonly level: number; readonly allowed: readonly string[] }[]
}

export const valueOperators = ['@@assign', '@@append', '@@remove'] as const
export const childControl = '@@operators_allowed_for_child_policies'

/** `levels`: the policies attached to the root, to each organizational unit below it, and to the account. */
export function mergePolicies(levels: readonly (readonly AttachedPolicy[])[]): Setting {
  const merged = newSetting()
  for (const [level, policies] of levels.entries()) {
    for (const { id, document } of policies) mergeInto(merged, document, level, id)
  }
  return merged
}

/** The effective policy as it is shown: values without operators, and nothing where no value is left. */
export function renderSetting(setting: Setting): unknown {
  if (setting.value !== undefined) return setting.value
  const members = [...setting.members].map(([key, member]) => [key, renderSetting(member)] as const)
  const present = members.filter(([, value]) => value !== undefined)
  return present.length > 0 ? Object.fromEntries(present) : undefined
}

const newSetting = (): Setting => ({ members: new Map(), policyIds: new Set(), restrictions: [] })

function mergeInto(setting: Setting, node: Node, level: number, policyId: string): void {
  setting.policyIds.add(policyId)
  for (const [key, member] of Object.entries(node)) {
    if (key.startsWith('@@') || !isNode(member)) continue
    const known = setting.members.get(key)
    if (!known && !mayAdd(setting, level)) continue
    const child = known ?? newSetting()
    setting.members.set(key, child)
    mergeInto(child, member, level, policyId)
  }
  for (const operator of valueOperators) {
    if (node[operator] !== undefined && isAllowed(setting, operator, level)) operate(setting, operator, node[operator] as Value, level)
  }
  const control = node[childControl]
  if (Array.isArray(control)) setting.restrictions.push({ level, allowed: control.includes('@@all') ? valueOperators : control })
}

function operate(setting: Setting, operator: (typeof valueOperators)[number], given: Value, level: number): void {
  const now = Array.isArray(setting.value) ? setting.value : []
  const values = Array.isArray(given) ? given : [given]
  if (operator === '@@assign') {
    if (setting.assignedOn === level) return
    setting.assignedOn = level
    setting.value = given
  } else if (operator === '@@append') {
    setting.value = [...new Set([...now, ...values])]
  } else {
    setting.value = now.filter((value) => !values.includes(value))
  }
  if (Array.isArray(setting.value) && setting.value.length === 0) delete setting.value
}

/** What every level above allows; those of the same level do not bind one another. */
function isAllowed(setting: Setting, operator: string, level: number): boolean {
  return setting.restrictions.every((restriction) => restriction.level === level || restriction.allowed.includes(operator))
}

const mayAdd = (setting: Setting, level: number): boolean => isAllowed(setting, '@@assign', level) || isAllowed(setting, '@@append', level)
