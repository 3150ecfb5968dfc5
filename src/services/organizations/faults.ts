import { Fault } from '../../fault.ts'
import type {
  ConstraintViolationException,
  ErrorCode,
  HandshakeConstraintViolationException,
  InvalidInputException,
} from '../../wire/models/organizations.ts'

// The service's refusals with AWS's texts, for those that several operations give.

export const accessDenied = () => fault('AccessDeniedException', "You don't have permissions to access this resource.")
export const notInUse = () => fault('AWSOrganizationsNotInUseException', 'Your account is not a member of an organization.')
export const accountNotFound = () => fault('AccountNotFoundException', "You specified an account that doesn't exist.")
export const accountNotRegistered = () =>
  fault('AccountNotRegisteredException', 'The provided account is not a registered delegated administrator for your organization.')
export const parentNotFound = () => fault('ParentNotFoundException', "You specified a parent that doesn't exist.")
export const childNotFound = () => fault('ChildNotFoundException', "You specified a child that doesn't exist.")
export const targetNotFound = () => fault('TargetNotFoundException', "You specified a target that doesn't exist.")
export const rootNotFound = () => fault('RootNotFoundException', "You specified a root that doesn't exist.")
export const policyNotFound = () => fault('PolicyNotFoundException', "You specified a policy that doesn't exist.")
export const effectivePolicyNotFound = () =>
  fault(
    'EffectivePolicyNotFoundException',
    'If you ran this action on the management account, this policy type is not enabled. If you ran the action on a member account, ' +
      "the account doesn't have an effective policy of this type. Contact the administrator of your organization about attaching a " +
      'policy of this type to the account.',
  )
export const duplicatePolicy = () => fault('DuplicatePolicyException', 'A policy with the same name already exists.')
export const policyTypeNotAvailable = () =>
  fault(
    'PolicyTypeNotAvailableForOrganizationException',
    "You can't use the specified policy type with the feature set currently enabled for this organization.",
  )
export const masterCannotLeave = () =>
  fault(
    'MasterCannotLeaveOrganizationException',
    "You can't remove a management account from an organization. If you want the management account to become a member account in " +
      'another organization, you must first delete the current organization of the management account.',
  )
export const malformedPolicy = (problem: string) =>
  fault(
    'MalformedPolicyDocumentException',
    `The provided policy document does not meet the requirements of the specified policy type: ${problem}`,
  )
export const immutablePolicy = () =>
  invalidInput('IMMUTABLE_POLICY', "You specified a policy that is managed by AWS and can't be modified.")
export const organizationalUnitNotFound = () =>
  fault('OrganizationalUnitNotFoundException', "You specified an organizational unit that doesn't exist.")
export const duplicateOrganizationalUnit = () => fault('DuplicateOrganizationalUnitException', 'An OU with the same name already exists.')

export const constraintViolation = (Reason: NonNullable<ConstraintViolationException['Reason']>, message: string) =>
  fault('ConstraintViolationException', message, { Reason })

export const invalidInput = (Reason: NonNullable<InvalidInputException['Reason']>, message: string) =>
  fault('InvalidInputException', message, { Reason })

export const handshakeConstraint = (Reason: NonNullable<HandshakeConstraintViolationException['Reason']>, message: string) =>
  fault('HandshakeConstraintViolationException', message, { Reason })

export const invalidHandshakeTransition = (problem: string) =>
  fault('InvalidHandshakeTransitionException', `You can't perform the operation on the handshake in its current state: ${problem}.`)

/** Any other refusal of this service. */
export function fault(code: ErrorCode, message: string, fields: Record<string, unknown> = {}): Fault<ErrorCode> {
  return new Fault<ErrorCode>(code, message, { fields })
}
