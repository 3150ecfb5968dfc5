/** Read-only look-ups of the organization that AWS's own API would need thousands of calls for; the server hands them in. */
export interface OrganizationDirectory {
  /** Compared in lower case; pending and closed accounts count too, for they hold their address. */
  findAccountByEmail(email: string): Promise<AccountEntry | undefined>
  listOrganizationalUnits(): Promise<OrganizationalUnitEntry[]>
}

export interface AccountEntry {
  readonly id: string
  readonly name: string
  readonly email: string
  /** PENDING_ACTIVATION, ACTIVE, SUSPENDED, PENDING_CLOSURE or CLOSED. */
  readonly state: string
}

export interface OrganizationalUnitEntry {
  readonly id: string
  readonly arn: string
  readonly name: string
  readonly parentId: string
  readonly path: string
  readonly registered: boolean
  /** Registered, and neither Security nor below it. */
  readonly vendable: boolean
}
