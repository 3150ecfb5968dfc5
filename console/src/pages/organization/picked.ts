import type { Account, Unit } from '../../lib/types.ts'

/** An account or a unit that is ticked, for the actions. */
export type Picked = { readonly kind: 'account'; readonly account: Account } | { readonly kind: 'unit'; readonly unit: Unit }

export const idOf = (picked: Picked): string => (picked.kind === 'account' ? picked.account.id : picked.unit.id)
export const nameOf = (picked: Picked): string => (picked.kind === 'account' ? picked.account.name : picked.unit.name)

export const accountsOf = (picked: readonly Picked[]): Account[] => picked.flatMap((one) => (one.kind === 'account' ? [one.account] : []))
export const unitsOf = (picked: readonly Picked[]): Unit[] => picked.flatMap((one) => (one.kind === 'unit' ? [one.unit] : []))

/** `1 account`, `3 accounts`. */
export const countOf = (number: number, word: string): string => `${number.toLocaleString('en')} ${word}${number === 1 ? '' : 's'}`
