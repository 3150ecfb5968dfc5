import type { Operations as CloudTrail } from '../../../src/wire/models/cloudtrail.ts'
import type { Operations as IdentityStore } from '../../../src/wire/models/identitystore.ts'
import type { Operations as Organizations } from '../../../src/wire/models/organizations.ts'
import type { Operations as ServiceCatalog } from '../../../src/wire/models/servicecatalog.ts'
import type { Operations as SsoAdmin } from '../../../src/wire/models/sso-admin.ts'
import { ApiError, fetchOrFail, parse, roleHeaders } from './api.ts'

interface Client<Operations> {
  call<Name extends keyof Operations & string>(
    name: Name,
    input: Operations[Name] extends { input: infer Input } ? Input : never,
  ): Promise<Operations[Name] extends { output: infer Output } ? Output : never>
}

/** AWS operations in json 1.1 form at our own origin; the session cookie stands for the signature. Errors are ApiErrors. */
function client<Operations>(targetPrefix: string): Client<Operations> {
  return {
    async call(name, input) {
      const response = await fetchOrFail('/', {
        method: 'POST',
        headers: { ...roleHeaders(), 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `${targetPrefix}.${name}` },
        body: JSON.stringify(input),
      })
      const parsed = withDates(parse(await response.text())) as Record<string, string>
      if (response.ok) return (parsed ?? {}) as never
      throw new ApiError(response.status, {
        code: response.headers.get('x-amzn-errortype') ?? parsed?.__type ?? 'Unknown',
        message: parsed?.message ?? parsed?.Message ?? response.statusText,
        requestId: response.headers.get('x-amzn-requestid') ?? '',
      })
    },
  }
}

/** Timestamps travel as seconds; members that hold one end in Time, Timestamp, Date or At, or begin with Date. */
export function withDates(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => withDates(item))
  if (typeof value === 'number' && /(Time|Timestamp|Date|At)$|^Date[A-Z]/.test(name)) return new Date(value * 1000)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withDates(item, key)]))
}

export const cloudTrail = client<CloudTrail>('CloudTrail_20131101')
export const serviceCatalog = client<ServiceCatalog>('AWS242ServiceCatalogService')
export const organizations = client<Organizations>('AWSOrganizationsV20161128')
export const identityStore = client<IdentityStore>('AWSIdentityStore')
export const ssoAdmin = client<SsoAdmin>('SWBExternalService')
