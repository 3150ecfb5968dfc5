import { Fault } from '../../fault.ts'
import type { ErrorCode } from '../../wire/models/servicecatalog.ts'

export const invalid = (message: string): Fault<ErrorCode> => new Fault<ErrorCode>('InvalidParametersException', message)
export const notFound = (message: string): Fault<ErrorCode> => new Fault<ErrorCode>('ResourceNotFoundException', message)

/** How a call names a thing: by exactly one of id and name. */
export type Reference = { readonly id: string; readonly name?: undefined } | { readonly id?: undefined; readonly name: string }

/** The one that is given of two parameters that exclude each other; `what` names the thing in the error. */
export function oneOf(what: string, id: string | undefined, name: string | undefined): Reference {
  checkStorable(`The ${what} name`, name)
  if (id !== undefined && name === undefined) return { id }
  if (name !== undefined && id === undefined) return { name }
  throw invalid(`You must provide the ${what} name or ID, but not both.`)
}

/** `id prod-x` or `name X`, as AWS's texts name it. */
export const called = (reference: Reference): string => (reference.id === undefined ? `name ${reference.name}` : `id ${reference.id}`)

/** Throws for a text that PostgreSQL cannot compare with; the models let it pass in some places. */
export function checkStorable(what: string, text: string | undefined): void {
  if (text?.includes('\0')) throw invalid(`${what} has a NUL character.`)
}
