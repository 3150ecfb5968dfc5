import { Fault, isFault } from '../fault.ts'

/** RFC 7644, table 9. */
export type ScimType =
  | 'invalidFilter'
  | 'tooMany'
  | 'uniqueness'
  | 'mutability'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'noTarget'
  | 'invalidValue'

/** A refusal in SCIM's own words. */
export function refusal(status: number, detail: string, scimType?: ScimType): Fault {
  return new Fault(codes[status] ?? 'ValidationException', detail, { fields: { status, scimType } })
}

const codes: Readonly<Record<number, string>> = {
  401: 'UnauthorizedException',
  404: 'ResourceNotFoundException',
  409: 'ConflictException',
  501: 'OperationNotSupportedException',
}

export const invalidValue = (detail: string): Fault => refusal(400, detail, 'invalidValue')

const errorSchema = 'urn:ietf:params:scim:api:messages:2.0:Error'

/** Status and body of an error; what we do not know stays in the log. */
export function toScimError(error: unknown): { status: number; body: object } {
  const { status, scimType, detail } = describe(error)
  return { status, body: { schemas: [errorSchema], status: String(status), ...(typeof scimType === 'string' && { scimType }), detail } }
}

function describe(error: unknown): { status: number; scimType?: unknown; detail: string } {
  if (isFault(error)) {
    const { status, scimType } = error.fields
    if (typeof status === 'number') return { status, scimType, detail: error.message }
    // The directory's own refusals.
    if (error.code === 'ConflictException') return { status: 409, scimType: 'uniqueness', detail: error.message }
    if (error.code === 'ResourceNotFoundException') return { status: 404, detail: error.message }
    return { status: 400, scimType: 'invalidValue', detail: error.message }
  }
  const { statusCode, message = '' } = (error ?? {}) as { statusCode?: unknown; message?: string }
  if (typeof statusCode === 'number' && statusCode < 500) {
    return { status: statusCode, scimType: statusCode === 400 ? 'invalidSyntax' : undefined, detail: message }
  }
  return { status: 500, detail: 'The server met an unexpected error; its log has the details.' }
}
