import type { Caller } from '../../access/caller.ts'
import { type PolicyDocument, type Question, type Statement, statementMatches, statementsOf } from '../../access/policy.ts'

/** Does a role's trust policy let this caller assume it? An explicit Deny wins. */
export function trusts(policy: PolicyDocument, caller: Caller, keys: Question['keys']): boolean {
  const matching = statementsOf(policy).filter(
    (statement) =>
      names(statement, caller) && statementMatches({ ...statement, Resource: '*' }, { action: 'sts:AssumeRole', resource: '*', keys }),
  )
  return matching.some(({ Effect }) => Effect === 'Allow') && !matching.some(({ Effect }) => Effect === 'Deny')
}

/** `*`, the caller's account (by id or root ARN), its role or user, or this very session. */
function names({ Principal }: Statement, caller: Caller): boolean {
  if (Principal === undefined) return false
  const named = Principal === '*' ? '*' : (Principal.AWS ?? [])
  const own = new Set(['*', caller.accountId, `arn:aws:iam::${caller.accountId}:root`, caller.principalArn, caller.arn])
  return [named].flat().some((name) => own.has(name))
}
