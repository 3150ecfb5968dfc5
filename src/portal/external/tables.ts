import type { OperationContext } from '../../access/context.ts'
import type { PasswordSignIn } from './identity-source.ts'
import type { MatchAttribute, OidcConfiguration, SamlConfiguration } from './provider.ts'

export interface IdentityProvidersTable {
  id: string
  name: string
  kind: 'oidc' | 'saml'
  enabled: boolean
  match_claim: string
  match_attribute: MatchAttribute
  create_users: boolean
  configuration: OidcConfiguration | SamlConfiguration
  client_secret: string | null
  created_at: Date
  updated_at: Date
}

export interface IdentitySourceTable {
  id: number
  password_sign_in: PasswordSignIn
}

export interface ExternalSignInsTable {
  state_hash: string
  browser_hash: string
  provider_id: string
  secrets: string
  return_to: string
  address: string
  user_id: string | null
  created_at: Date
  expires_at: Date
}

export interface UsedAssertionsTable {
  provider_id: string
  assertion_hash: string
  expires_at: Date
}

// A type, not an interface: withTables asks for an index signature.
export type ExternalTables = {
  identity_providers: IdentityProvidersTable
  identity_source: IdentitySourceTable
  external_sign_ins: ExternalSignInsTable
  used_assertions: UsedAssertionsTable
}

export const tables = (context: Pick<OperationContext, 'db'>) => context.db.withSchema('portal').withTables<ExternalTables>()
