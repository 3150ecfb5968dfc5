import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { OperationContext } from '../access/context.ts'
import type { ScimDirectory } from './directory.ts'

export const scimPath = '/scim/v2'

/** What every file of routes below /scim/v2 gets. */
export interface ScimScope {
  readonly fastify: FastifyInstance
  readonly directory: ScimDirectory
  readonly createContext: (request: FastifyRequest) => OperationContext
  /** `https://…/scim/v2` */
  readonly base: string
}
