import { z } from 'zod'
import { refusal } from './scim-fault.ts'

/** RFC 7644, 3.5.2. Entra ID begins its operations with a capital. */
const patchRequest = z.object({
  Operations: z
    .array(
      z.object({
        op: z
          .string()
          .transform((op) => op.toLowerCase())
          .pipe(z.enum(['add', 'replace', 'remove'])),
        path: z.string().min(1).max(500).optional(),
        value: z.unknown().optional(),
      }),
    )
    .min(1)
    .max(200),
})

export interface PatchOperation {
  readonly op: 'add' | 'replace' | 'remove'
  readonly path?: string | undefined
  readonly value?: unknown
}

export function readPatch(body: unknown): PatchOperation[] {
  const result = patchRequest.safeParse(body)
  if (result.success) return result.data.Operations
  const [issue] = result.error.issues
  throw refusal(400, `${issue?.path.join('.') || 'The patch'}: ${issue?.message ?? 'is not valid.'}`, 'invalidSyntax')
}

/** `name.givenName`, `emails[type eq "work"].value`, `urn:…:User:department`. */
export interface Path {
  /** URN of an extension. */
  readonly extension: string | undefined
  readonly attribute: string
  /** What picks among several entries; only equality. */
  readonly where: { readonly attribute: string; readonly value: unknown } | undefined
  readonly inner: string | undefined
}

const pattern =
  /^(?:(urn:[A-Za-z0-9:._-]+?):)?([A-Za-z$][\w$-]*)(?:\[\s*([A-Za-z][\w$.-]*)\s+eq\s+("(?:[^"\\]|\\.)*"|true|false)\s*\])?(?:\.([A-Za-z$][\w$-]*))?$/i

/** Throws 400 invalidPath. */
export function parsePath(path: string): Path {
  const [, extension, attribute, field, value, inner] = pattern.exec(path.trim()) ?? []
  if (!attribute) throw refusal(400, `The path ${path} is not supported.`, 'invalidPath')
  const where = field === undefined || value === undefined ? undefined : { attribute: field, value: literal(path, value) }
  return { extension, attribute, where, inner }
}

function literal(path: string, text: string): unknown {
  try {
    return JSON.parse(text.startsWith('"') ? text : text.toLowerCase())
  } catch {
    throw refusal(400, `The path ${path} has a text that is not a JSON string.`, 'invalidPath')
  }
}
