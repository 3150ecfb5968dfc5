import type { FastifyRequest } from 'fastify'
import type { Caller } from '../access/caller.ts'
import type { OperationContext } from '../access/context.ts'
import type { RecordEvent } from '../access/trail.ts'
import type { AccountFactory } from '../factory/account-factory.ts'
import type {
  ConnectionTest,
  IdentityProvider,
  IdentityProviderInput,
  IdentitySource,
  NewScimToken,
  PasswordSignIn,
  ScimTokens,
} from './identity-schemas.ts'
import type { MfaDevices } from './mfa-schemas.ts'
import type { AccountPage, AccountQuery, AccountView, OrganizationTree, PrimaryEmailCode, Session } from './schemas.ts'
import type { AccessSettings, AccessSettingsInput, OneTimePassword, ResetLink, UserSessions, UserSignIn } from './user-schemas.ts'

export interface Identity {
  readonly caller: Caller
  readonly region: string
}

/** What the server hands to the API. */
export interface ApiDependencies {
  readonly factory: Pick<AccountFactory, 'requests' | 'preflight'>
  /** Who asks, by signature (service `account-factory`) or session cookie; throws a Fault. `request.body` is the raw bytes, or undefined. */
  readonly authenticate: (request: FastifyRequest) => Promise<Identity>
  /** Throws the Fault AccessDeniedException when the caller's policies do not allow the action. */
  readonly authorize: (context: OperationContext, question: { action: string; resources: readonly string[] }) => Promise<void>
  readonly createContext: (identity: Identity, requestId: string) => OperationContext
  readonly session: (context: OperationContext) => Promise<Session>
  readonly organization: (context: OperationContext) => Promise<OrganizationTree>
  readonly accounts: (context: OperationContext, query: AccountQuery) => Promise<AccountPage>
  readonly account: (context: OperationContext, accountId: string) => Promise<AccountView>
  readonly primaryEmailCode: (context: OperationContext, accountId: string) => Promise<PrimaryEmailCode>
  readonly users: UserAdministration
  readonly accessSettings: AccessAdministration
  readonly identity: IdentityAdministration
  readonly mfa: MfaAdministration
  readonly scimTokens: ScimTokenAdministration
  /** Puts what was asked on the trail. */
  readonly record: RecordEvent
  /** Back to the state right after the start; not there outside simulations. */
  readonly resetSimulation?: (context: OperationContext) => Promise<void>
  /** Event streams at a time; more are refused with 503. */
  readonly maxStreams?: number
}

/** Devices of users, for administrators of the management account. */
export interface MfaAdministration {
  list(context: OperationContext, userId: string): Promise<MfaDevices>
  remove(context: OperationContext, userId: string, deviceId: string): Promise<void>
}

/** External identity providers; shown and changed by the management account only. */
export interface IdentityAdministration {
  describe(context: OperationContext): Promise<IdentitySource>
  create(context: OperationContext, input: IdentityProviderInput): Promise<IdentityProvider>
  replace(context: OperationContext, id: string, input: IdentityProviderInput): Promise<IdentityProvider>
  remove(context: OperationContext, id: string): Promise<void>
  test(context: OperationContext, id: string): Promise<ConnectionTest>
  setPasswordSignIn(context: OperationContext, passwordSignIn: PasswordSignIn): Promise<void>
}

/** How people sign in; shown and changed by the management account only. */
export interface UserAdministration {
  describe(context: OperationContext, userId: string): Promise<UserSignIn>
  resetOneTimePassword(context: OperationContext, userId: string): Promise<OneTimePassword>
  createResetLink(context: OperationContext, userId: string): Promise<ResetLink>
  sessions(context: OperationContext, userId: string): Promise<UserSessions>
  'sign-out'(context: OperationContext, userId: string): Promise<void>
  unlock(context: OperationContext, userId: string): Promise<void>
  disable(context: OperationContext, userId: string): Promise<void>
  enable(context: OperationContext, userId: string): Promise<void>
}

/** What is decided about signing in, for the whole installation. */
export interface AccessAdministration {
  read(context: OperationContext): Promise<AccessSettings>
  write(context: OperationContext, settings: AccessSettingsInput): Promise<AccessSettings>
  sendTestMail(context: OperationContext, to: string): Promise<void>
}

/** Tokens of SCIM; shown and changed by the management account only. */
export interface ScimTokenAdministration {
  list(context: OperationContext): Promise<ScimTokens>
  create(context: OperationContext): Promise<NewScimToken>
  remove(context: OperationContext, id: string): Promise<void>
}
