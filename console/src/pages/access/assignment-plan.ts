import type { PrincipalType } from './principals.ts'

/** Somebody or something that was chosen; a principal's `value` is `USER/<id>` or `GROUP/<id>`. */
export interface Choice {
  readonly value: string
  readonly label: string
  readonly description?: string
}

export interface Choices {
  readonly accounts: readonly Choice[]
  readonly principals: readonly Choice[]
  readonly sets: readonly Choice[]
}

export interface PlannedAssignment {
  readonly key: string
  readonly account: Choice
  readonly principal: Choice
  readonly set: Choice
}

/** So many assignments are made in one go. */
export const mostAssignments = 500

export const principalOf = ({ value }: Choice): { type: PrincipalType; id: string } => {
  const [type, id = ''] = value.split('/')
  return { type: type === 'GROUP' ? 'GROUP' : 'USER', id }
}

/** Every principal in every account with every permission set, account by account. */
export const planOf = ({ accounts, principals, sets }: Choices): PlannedAssignment[] =>
  accounts.flatMap((account) =>
    principals.flatMap((principal) =>
      sets.map((set) => ({ key: [account, principal, set].map(({ value }) => value).join(' '), account, principal, set })),
    ),
  )

/** Does the work of each item, so many at a time, in their order; `work` never rejects. */
export async function workThrough<Item>(items: readonly Item[], atOnce: number, work: (item: Item) => Promise<void>): Promise<void> {
  const waiting = items.values()
  const worker = async (): Promise<void> => {
    for (const item of waiting) await work(item)
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker))
}
