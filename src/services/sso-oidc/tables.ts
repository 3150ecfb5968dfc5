import type { OperationContext } from '../../access/context.ts'

export interface ClientsTable {
  id: string
  secret_hash: string
  name: string
  scopes: string[]
  grant_types: string[]
  redirect_uris: string[]
  address: string
  created_at: Date
  expires_at: Date
}

/** How a person had proved who they are when they allowed a client. */
export interface ProofColumns {
  mfa: boolean
  proved_at: Date
}

export interface GrantsTable extends ProofColumns {
  id: string
  client_id: string
  user_id: string
  scopes: string[]
  created_at: Date
  expires_at: Date
}

export type DeviceStatus = 'PENDING' | 'ALLOWED' | 'DENIED' | 'USED'

export interface DeviceAuthorizationsTable {
  device_code_hash: string
  user_code: string
  client_id: string
  status: DeviceStatus
  user_id: string | null
  mfa: boolean | null
  proved_at: Date | null
  grant_id: string | null
  address: string
  created_at: Date
  expires_at: Date
  next_poll_at: Date
}

export interface AuthorizationCodesTable extends ProofColumns {
  code_hash: string
  client_id: string
  user_id: string
  redirect_uri: string
  code_challenge: string
  created_at: Date
  expires_at: Date
  grant_id: string | null
}

export interface AccessTokensTable {
  token_hash: string
  grant_id: string
  expires_at: Date
}

export interface RefreshTokensTable {
  token_hash: string
  grant_id: string
  used_at: Date | null
}

export interface CodeGuessesTable {
  user_id: string
  misses: number
  since: Date
}

// A type, not an interface: withTables asks for an index signature.
export type SsoOidcTables = {
  clients: ClientsTable
  grants: GrantsTable
  device_authorizations: DeviceAuthorizationsTable
  authorization_codes: AuthorizationCodesTable
  access_tokens: AccessTokensTable
  refresh_tokens: RefreshTokensTable
  code_guesses: CodeGuessesTable
}

export const tables = (context: Pick<OperationContext, 'db'>) => context.db.withSchema('sso_oidc').withTables<SsoOidcTables>()
