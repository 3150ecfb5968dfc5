/** As whom this tab acts: an account and a permission set. Kept for the tab, so that two tabs may be two roles. */
export interface Role {
  readonly accountId: string
  readonly roleName: string
}

const roleKey = 'account-factory-role'
const regionKey = 'account-factory-region'

export function currentRole(): Role | undefined {
  const [accountId, roleName] = (sessionStorage.getItem(roleKey) ?? localStorage.getItem(roleKey) ?? '').split('/')
  return accountId && roleName ? { accountId, roleName } : undefined
}

/** A new tab begins with the role that was chosen last. */
export function setCurrentRole({ accountId, roleName }: Role): void {
  sessionStorage.setItem(roleKey, `${accountId}/${roleName}`)
  localStorage.setItem(roleKey, `${accountId}/${roleName}`)
}

export function clearRole(): void {
  sessionStorage.removeItem(roleKey)
  localStorage.removeItem(roleKey)
}

/** Undefined: the home Region. */
export function currentRegion(): string | undefined {
  return sessionStorage.getItem(regionKey) ?? undefined
}

export function setCurrentRegion(region: string): void {
  sessionStorage.setItem(regionKey, region)
}

/** A page's address with the role to take on when it is opened. */
export function portalLink(target: string, { accountId, roleName }: Role): string {
  const { pathname, searchParams } = new URL(target, 'http://console.invalid')
  searchParams.set('account_id', accountId)
  searchParams.set('role_name', roleName)
  return `${pathname}?${searchParams}`
}

/** Takes the role from a portal link (`?account_id=…&role_name=…`) and gives the search without it, or undefined when there is none. */
export function takeRoleFromLink(search: string): string | undefined {
  const parameters = new URLSearchParams(search)
  const accountId = parameters.get('account_id')
  const roleName = parameters.get('role_name')
  if (!accountId || !roleName || !/^\d{12}$/.test(accountId)) return undefined
  setCurrentRole({ accountId, roleName })
  parameters.delete('account_id')
  parameters.delete('role_name')
  const rest = parameters.toString()
  return rest === '' ? '' : `?${rest}`
}
