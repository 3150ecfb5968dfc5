import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { OperationContext } from '../access/context.ts'
import { Fault } from '../fault.ts'
import type { Portal } from './portal.ts'
import type { Person } from './portal-directory.ts'
import type { NewSession } from './sessions.ts'
import type { NewTrust } from './trusted-devices.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Pages of other sites may post here: the one route that takes the answer of an external identity provider. */
    crossSitePost?: boolean
  }
}

/** Who was found, what was wrong, whether the sign-in is through. */
export interface Outcome {
  readonly person?: Person
  readonly error?: unknown
  readonly done?: boolean
}

/** What every file of routes below /api/portal gets. */
export interface RouteScope {
  readonly fastify: FastifyInstance
  readonly portal: Portal
  readonly startUrl: string
  readonly createContext: (request: FastifyRequest) => OperationContext
  /** The session's cookie, if there is one. */
  readonly cookieOf: (request: FastifyRequest) => string | undefined
  /** Sets the cookie of a new session; the answer says what comes next. */
  readonly begin: (reply: FastifyReply, session: NewSession) => { next: NewSession['next'] }
  /** Takes the cookie away. */
  readonly end: (reply: FastifyReply) => void
  /** The cookie by which a person trusts the browser, if there is one. */
  readonly trustOf: (request: FastifyRequest) => string | undefined
  readonly trust: (reply: FastifyReply, trust: NewTrust) => void
  /** The pages are served over https. */
  readonly secure: boolean
  /** Tells the trail whom a request is about that no session speaks for, or how it ended when it is answered by a redirect. */
  readonly note: (request: FastifyRequest, outcome: Outcome) => void
}

/** What a database can hold: no NUL. */
export const text = (longest: number) =>
  z
    .string()
    .max(longest)
    .refine((value) => !value.includes('\0'), 'has a NUL character')

export const passwordInput = z.string().min(1).max(256)

export const roleInput = z.strictObject({
  accountId: z.string().regex(/^\d{12}$/, 'a 12-digit account id'),
  roleName: text(64).min(1),
})

/** Throws ValidationException that names the field. */
export function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  const result = schema.safeParse(input ?? {})
  if (result.success) return result.data
  const [issue] = result.error.issues
  const field = issue?.path.join('.')
  throw new Fault('ValidationException', `${field ? `'${field}': ` : ''}${issue?.message ?? 'The input is not valid.'}`, {
    fields: { field },
  })
}
