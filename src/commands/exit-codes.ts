/** What the process ends with; every command's --help lists them. */
export const exitCodes = {
  ok: 0,
  requestFailed: 1,
  wrongInput: 2,
  noAccess: 3,
  timedOut: 4,
  interrupted: 130,
} as const
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

export const exitCodeHelp = `
Exit codes:
  0    done; with --wait: the request succeeded
  1    the request failed or was cancelled, or the server met an error
  2    wrong input: a flag, a value that preflight refuses, an id that does not exist
  3    the server cannot be reached, or does not accept the credentials or the principal
  4    timed out while waiting; the request goes on
  130  interrupted; the request goes on`

/** Ends a command: `message` for people, `hint` what to do about it. */
export class CommandFailure extends Error {
  readonly exitCode: ExitCode
  readonly code: string
  readonly hint: string | undefined
  /** More members for the error of a JSON document. */
  readonly details: Readonly<Record<string, unknown>>

  constructor(
    exitCode: ExitCode,
    code: string,
    message: string,
    options: { hint?: string; details?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause })
    this.name = 'CommandFailure'
    this.exitCode = exitCode
    this.code = code
    this.hint = options.hint
    this.details = options.details ?? {}
  }
}
