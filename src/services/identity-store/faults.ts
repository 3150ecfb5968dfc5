import { Fault } from '../../fault.ts'
import type { ErrorCode, ResourceNotFoundException } from '../../wire/models/identitystore.ts'

type ResourceType = NonNullable<ResourceNotFoundException['ResourceType']>

export const notFound = (ResourceType: ResourceType, ResourceId?: string) =>
  new Fault<ErrorCode>('ResourceNotFoundException', `${ResourceType} not found.`, { fields: { ResourceType, ResourceId } })

export const duplicate = (what: string) =>
  new Fault<ErrorCode>('ConflictException', `Duplicate ${what}`, { fields: { Reason: 'UNIQUENESS_CONSTRAINT_VIOLATION' } })

export const invalid = (message: string) => new Fault<ErrorCode>('ValidationException', message)
