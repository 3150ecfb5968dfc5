import { fault } from './faults.ts'

/** Access to the accounts and roles of the person. */
export const accountAccess = 'sso:account:access'

const known: readonly string[] = [accountAccess]

/** Throws InvalidScopeException unless we know all of them. */
export function checkScopes(scopes: readonly string[]): void {
  const unknown = scopes.find((scope) => !known.includes(scope))
  if (unknown !== undefined)
    throw fault('InvalidScopeException', `The scope '${unknown.slice(0, 100)}' is not offered; ${known.join(', ')} is.`)
}
