import type { z } from 'zod'
import type { OperationContext } from '../access/context.ts'
import type { ApiDependencies } from './dependencies.ts'

/** One endpoint: what it takes, gives and does. Routes and the OpenAPI document are made from these. */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below /api; `:name` is a path parameter. */
  readonly path: string
  readonly summary: string
  /** IAM action that the caller needs; none: whoever is signed in. */
  readonly action?: string
  readonly parameters?: z.ZodType
  readonly query?: z.ZodType
  readonly body?: z.ZodType
  readonly response?: z.ZodType
  /** 200 when not said. */
  readonly status?: number
  /** A POST that changes nothing. */
  readonly readOnly?: true
  readonly handle: (call: Call<never, never, never>) => Promise<unknown>
}

export interface Call<Parameters, Query, Body> {
  readonly context: OperationContext
  readonly api: ApiDependencies
  readonly parameters: Parameters
  readonly query: Query
  readonly body: Body
  /** Set when the caller may see their own requests only: whose. */
  readonly onlyRequestedBy: () => Promise<string | undefined>
}

/** Ties the schemas of an endpoint to the types its handler sees. */
export function endpoint<
  Parameters extends z.ZodType = z.ZodType<unknown>,
  Query extends z.ZodType = z.ZodType<unknown>,
  Body extends z.ZodType = z.ZodType<unknown>,
  Response extends z.ZodType = z.ZodType<unknown>,
>(definition: {
  method: Endpoint['method']
  path: string
  summary: string
  action?: string
  parameters?: Parameters
  query?: Query
  body?: Body
  response?: Response
  status?: number
  readOnly?: true
  handle: (call: Call<z.infer<Parameters>, z.infer<Query>, z.infer<Body>>) => Promise<z.infer<Response>>
}): Endpoint {
  return definition as unknown as Endpoint
}
