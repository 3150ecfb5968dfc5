import { z } from 'zod'
import { type Phase, phases, stepStatuses } from '../factory/phases.ts'
import type { RequestDetail, RequestSummary } from '../factory/request-view.ts'

// Every input and output of the API: validation, types and the OpenAPI document come from here.

const id = z.string().min(1).max(128)
const time = z.iso.datetime()
const failure = z.strictObject({ code: z.string(), message: z.string() })

export const phase = z.enum(phases) satisfies z.ZodType<Phase>

export const requestSummary = z
  .object({
    recordId: id,
    type: z.enum(['PROVISION_PRODUCT', 'TERMINATE_PROVISIONED_PRODUCT']),
    provisionedProductId: id,
    provisionedProductName: z.string(),
    phase,
    position: z.int().min(1).optional().describe('Place in the queue, 1 is next; only while QUEUED'),
    accountId: z.string().optional(),
    accountName: z.string(),
    accountEmail: z.string(),
    organizationalUnit: z.string(),
    requestedBy: z.string().describe('ARN of who asked'),
    createdAt: time,
    startedAt: time.optional(),
    endedAt: time.optional(),
    stepsDone: z.int(),
    stepsTotal: z.int(),
    currentStep: z.string().optional().describe('Title of the step under way, or of the one that failed'),
    error: failure.optional(),
    canRetry: z.boolean(),
    canCancel: z.boolean(),
  })
  .meta({ id: 'RequestSummary' }) satisfies z.ZodType<RequestSummary>

const step = z
  .object({
    number: z.int(),
    name: z.string(),
    title: z.string(),
    status: z.enum(stepStatuses),
    attempts: z.int(),
    startedAt: time.optional(),
    endedAt: time.optional(),
    error: failure.optional(),
    detail: z.string().optional(),
  })
  .meta({ id: 'Step' })

export const requestDetail = requestSummary
  .extend({
    parameters: z.record(z.string(), z.string()),
    outputs: z.array(z.object({ key: z.string(), value: z.string(), description: z.string() })),
    steps: z.array(step),
    seq: z.int().describe('Number of the last change: a later state has a greater one'),
  })
  .meta({ id: 'Request' }) satisfies z.ZodType<RequestDetail>

export const noInput = z.strictObject({})

const page = {
  after: z.string().max(4_000).optional().describe('`next` of the page before'),
  limit: z.coerce.number().int().min(1).max(100).default(50),
}
const search = z.string().max(200).optional()

export const recordParameters = z.strictObject({ recordId: id })

export const listRequestsQuery = z.strictObject({ phase: phase.optional(), search, ...page })
export const requestPage = z.object({ requests: z.array(requestSummary), next: z.string().optional() })

export const queue = z.object({
  limit: z.int().describe('Account operations at a time'),
  running: z.array(requestSummary),
  waiting: z.array(requestSummary),
})

export const preflightBody = z.strictObject({
  parameters: z
    .record(z.string().max(100), z.string().max(2_000))
    .refine((parameters) => Object.keys(parameters).length <= 50, 'at most 50 parameters'),
  provisionedProductName: z.string().max(1_000).optional(),
})
export const preflightResult = z.object({ problems: z.array(z.object({ field: z.string(), code: z.string(), message: z.string() })) })

export const organization = z.object({
  organizationId: z.string(),
  managementAccountId: z.string(),
  rootId: z.string(),
  units: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      parentId: z.string().nullable(),
      path: z.string(),
      registered: z.boolean(),
      vendable: z.boolean(),
      accounts: z.int().describe('Accounts directly inside'),
    }),
  ),
})
export type OrganizationTree = z.infer<typeof organization>

export const listAccountsQuery = z.strictObject({
  search,
  parentId: z.string().max(100).optional(),
  state: z.enum(['PENDING_ACTIVATION', 'ACTIVE', 'PENDING_CLOSURE', 'SUSPENDED']).optional(),
  sort: z.enum(['joined', 'name']).default('joined'),
  order: z.enum(['ascending', 'descending']).optional().describe('When not given: newest first, names from A to Z'),
  ...page,
})
export type AccountQuery = z.infer<typeof listAccountsQuery>
export const account = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  state: z.string(),
  joinedAt: time,
  parentId: z.string(),
  parentName: z.string(),
  enrolled: z.boolean(),
})
export type AccountView = z.infer<typeof account>
export const accountPage = z.object({
  accounts: z.array(account),
  total: z.int().describe('Accounts that match, on all pages'),
  next: z.string().optional(),
})
export type AccountPage = z.infer<typeof accountPage>

export const session = z.object({
  accountId: z.string(),
  accountName: z.string(),
  accountEmail: z.string(),
  organizationId: z.string().nullable(),
  managementAccountId: z.string(),
  roleName: z.string(),
  userName: z.string(),
  principalArn: z.string(),
  region: z.string(),
  homeRegion: z.string(),
  settings: z.object({ parity: z.boolean(), pace: z.string() }),
  startUrl: z.string(),
  instanceArn: z.string().nullable(),
  identityStoreId: z.string().nullable(),
})
export type Session = z.infer<typeof session>

export const eventsQuery = z.strictObject({
  after: z.coerce.number().int().min(0).optional().describe('`seq` to go on after; the header Last-Event-ID does the same'),
  recordId: id.optional(),
  // An EventSource sends no headers: the page's role and Region travel here.
  role: z.string().max(100).optional().describe('For pages of our own: `<account id>/<permission set>`'),
  region: z.string().max(32).optional(),
})

export const errorBody = z
  .object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      field: z.string().optional(),
      retryAfterSeconds: z.int().optional().describe('How long to wait, when asked too often'),
      requestId: z.string(),
    }),
  })
  .meta({ id: 'Error' })

export const accountParameters = z.strictObject({ accountId: z.string().regex(/^\d{12}$/, 'a 12-digit account id') })
export const primaryEmailCode = z.object({ email: z.string(), code: z.string() })
export type PrimaryEmailCode = z.infer<typeof primaryEmailCode>
