// What the own API gives; /api/openapi.json is the authority.

export type Phase = 'QUEUED' | 'RUNNING' | 'CANCELLING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED'

export interface Failure {
  code: string
  message: string
}

export interface RequestSummary {
  recordId: string
  type: 'PROVISION_PRODUCT' | 'TERMINATE_PROVISIONED_PRODUCT'
  provisionedProductId: string
  provisionedProductName: string
  phase: Phase
  position?: number
  accountId?: string
  accountName: string
  accountEmail: string
  organizationalUnit: string
  requestedBy: string
  createdAt: string
  startedAt?: string
  endedAt?: string
  stepsDone: number
  stepsTotal: number
  currentStep?: string
  error?: Failure
  canRetry: boolean
  canCancel: boolean
}

export interface Step {
  number: number
  name: string
  title: string
  status: 'PENDING' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED'
  attempts: number
  startedAt?: string
  endedAt?: string
  error?: Failure
  detail?: string
}

export interface Request extends RequestSummary {
  parameters: Record<string, string>
  outputs: { key: string; value: string; description: string }[]
  steps: Step[]
  seq: number
}

export interface Queue {
  limit: number
  running: RequestSummary[]
  waiting: RequestSummary[]
}

export interface Unit {
  id: string
  name: string
  parentId: string | null
  path: string
  registered: boolean
  vendable: boolean
  accounts: number
}

export interface OrganizationTree {
  organizationId: string
  managementAccountId: string
  rootId: string
  units: Unit[]
}

export interface Account {
  id: string
  name: string
  email: string
  state: string
  joinedAt: string
  parentId: string
  parentName: string
  enrolled: boolean
}

export interface Session {
  accountId: string
  accountName: string
  organizationId: string | null
  managementAccountId: string
  roleName: string
  userName: string
  region: string
  homeRegion: string
  settings: { parity: boolean; pace: string }
  startUrl: string
  identityStoreId: string | null
}

export interface AccountPage {
  accounts: Account[]
  /** On all pages. */
  total: number
  next?: string
}

/** How a person signs in. */
export interface UserSignIn {
  userId: string
  userName: string
  displayName: string
  email?: string
  enabled: boolean
  password: { state: 'none' | 'one-time' | 'expired' | 'own'; changedAt?: string; expiresAt?: string }
  lockedUntil?: string
}

export interface AccessSettings {
  sessionMinutes: number
  mfa: 'never' | 'at-risk' | 'always'
  mfaWithoutDevice: 'allow' | 'enrol' | 'block'
  mail: { from: string; server: string } | null
}

export interface Problem {
  field: string
  code: string
  message: string
}

export interface Person {
  userId: string
  userName: string
  displayName: string
  email?: string
  startUrl: string
}

export interface PortalAccount {
  accountId: string
  name: string
  email: string
  organizationalUnit: string
  tags: { key: string; value: string }[]
  roles: { name: string; description: string }[]
}
