/**
 * The one error that means "this answer is a no": thrown anywhere, turned into the service's wire form in wire/pipeline.ts.
 * `code` is AWS's own (give the service's generated `ErrorCode` as type argument); `message` is shown to the caller;
 * `fields` are the error shape's further members (`Reason`, ...); `context` and `cause` go to the log only.
 */
export class Fault<Code extends string = string> extends Error {
  readonly code: Code
  readonly fields: Readonly<Record<string, unknown>>
  readonly context: Readonly<Record<string, unknown>>

  constructor(
    code: Code,
    message: string,
    details: { fields?: Record<string, unknown>; context?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(message, { cause: details.cause })
    this.name = code
    this.code = code
    this.fields = details.fields ?? {}
    this.context = details.context ?? {}
  }
}

/** True for a Fault, of this code when one is given. */
export function isFault(error: unknown, code?: string): error is Fault {
  return error instanceof Fault && (code === undefined || error.code === code)
}
