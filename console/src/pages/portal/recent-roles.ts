/** A role that was entered lately, as it was called then. */
export interface RecentRole {
  readonly accountId: string
  readonly accountName: string
  readonly roleName: string
}

const most = 3
const keyOf = (userId: string): string => `account-factory-recent:${userId}`

/** The roles entered lately on this machine, the last one first. */
export function recentRoles(userId: string): readonly RecentRole[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(userId)) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isRecentRole).slice(0, most) : []
  } catch {
    return []
  }
}

/** Puts a role in front of those entered lately. */
export function rememberRole(userId: string, role: RecentRole): void {
  const others = recentRoles(userId).filter(({ accountId, roleName }) => accountId !== role.accountId || roleName !== role.roleName)
  localStorage.setItem(keyOf(userId), JSON.stringify([role, ...others].slice(0, most)))
}

function isRecentRole(value: unknown): value is RecentRole {
  if (typeof value !== 'object' || value === null) return false
  const { accountId, accountName, roleName } = value as Record<string, unknown>
  return typeof accountId === 'string' && /^\d{12}$/.test(accountId) && typeof accountName === 'string' && typeof roleName === 'string'
}
