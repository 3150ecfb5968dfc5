import { Fault } from '../../fault.ts'

// Codes and texts as IAM gives them.

export const noSuchEntity = (message: string): Fault => new Fault('NoSuchEntity', message)

export const alreadyExists = (message: string): Fault => new Fault('EntityAlreadyExists', message)

export const deleteConflict = (message: string): Fault => new Fault('DeleteConflict', message)

export const limitExceeded = (message: string): Fault => new Fault('LimitExceeded', message)

export const invalidInput = (message: string): Fault => new Fault('InvalidInput', message)

export const malformed = (message: string): Fault => new Fault('MalformedPolicyDocument', message)

export const validation = (message: string): Fault => new Fault('ValidationError', message)

export const unmodifiable = (roleName: string): Fault =>
  new Fault('UnmodifiableEntity', `Cannot perform the operation on the protected role '${roleName}' - this role is only modifiable by AWS`)

export const policyNotFound = (arn: string): Fault => noSuchEntity(`Policy ${arn} does not exist or is not attachable.`)

export const policyNotAttachable = (): Fault => new Fault('PolicyNotAttachable', 'Cannot attach a Service Role Policy to a Customer Role.')
