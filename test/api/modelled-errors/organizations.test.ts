import * as commands from '@aws-sdk/client-organizations'
import { minimalInput } from '../minimal-input.ts'
import { brokenInput } from './broken-input.ts'
import { as, type ErrorCase, type Excuse, modelOf, testModelledErrors, testReasons } from './matrix.ts'
import { accountCases } from './organizations-accounts.ts'
import { handshakeCases } from './organizations-handshakes.ts'
import { enforceStages, policyCases } from './organizations-policies.ts'
import { treeCases } from './organizations-tree.ts'
import { type OrganizationsWorld, startOrganizationsWorld } from './organizations-world.ts'

const serviceId = 'Organizations'
const { model } = modelOf(serviceId)

const minimal: ErrorCase<OrganizationsWorld> = (_, operation) => minimalInput(model, operation)

const everywhere: Readonly<Record<string, ErrorCase<OrganizationsWorld>>> = {
  AccessDeniedException: ({ nobody }, operation) => as(nobody, minimalInput(model, operation)),
  AWSOrganizationsNotInUseException: ({ outsider }, operation) => as(outsider.client, minimalInput(model, operation)),
  InvalidInputException: (_, operation) => brokenInput(model, operation),
  ConstraintViolationException: ({ billing }, operation) => as(billing.client, minimalInput(model, operation)),
  CreateAccountStatusNotFoundException: minimal,
  HandshakeNotFoundException: minimal,
  OrganizationalUnitNotFoundException: minimal,
  ParentNotFoundException: minimal,
  PolicyNotFoundException: minimal,
  ResponsibilityTransferNotFoundException: minimal,
  RootNotFoundException: minimal,
  TargetNotFoundException: minimal,
}

const cases = { ...treeCases, ...accountCases, ...policyCases, ...handshakeCases }

const excused: readonly Excuse[] = [
  { error: 'ServiceException', reason: 'a fault of the server: no input makes it' },
  { error: 'TooManyRequestsException', reason: 'calls of this service are not throttled' },
  { error: 'UnsupportedAPIEndpointException', reason: 'one endpoint serves every operation' },
  { error: 'ConcurrentModificationException', reason: 'changes of an organization wait for each other' },
  { error: 'FinalizingOrganizationException', reason: 'an organization is ready when CreateOrganization answers' },
  { error: 'PolicyChangesInProgressException', reason: 'a change of policies is done when it is answered' },
  { error: 'AccessDeniedForDependencyException', reason: 'the service-linked role is made without asking for the caller’s own right to' },
  {
    error: 'AWSOrganizationsNotInUseException',
    operations: ['AcceptHandshake'],
    reason: 'who accepts an invitation need not be in an organization',
  },
  {
    error: 'InvalidInputException',
    operations: ['DeleteOrganization', 'EnableAllFeatures', 'LeaveOrganization'],
    reason: 'takes no input',
  },
  { error: 'AccountNotFoundException', operations: ['LeaveOrganization'], reason: 'the account that leaves is the caller’s own' },
  {
    error: 'ConstraintViolationException',
    operations: ['CreateOrganization', 'DisablePolicyType', 'EnableAllFeatures', 'UntagResource'],
    reason: 'nothing that AWS names as a constraint limits it here: there are no billing addresses, sizes of a migration or minimal tags',
  },
  {
    error: 'ConstraintViolationException',
    operations: ['DescribeEffectivePolicy', 'ListAccountsWithInvalidEffectivePolicy', 'ListEffectivePolicyValidationErrors'],
    reason: 'without all features no type of policies is enabled, and EffectivePolicyNotFoundException tells so',
  },
  {
    error: 'ConstraintViolationException',
    operations: [
      'ListInboundResponsibilityTransfers',
      'ListOutboundResponsibilityTransfers',
      'TerminateResponsibilityTransfer',
      'UpdateResponsibilityTransfer',
    ],
    reason: 'no limit of AWS is known for it',
  },
  { error: 'AccountOwnerNotVerifiedException', reason: 'addresses of accounts count as verified' },
]

testModelledErrors<OrganizationsWorld>({
  serviceId,
  commands,
  start: async () => {
    const world = await startOrganizationsWorld()
    await enforceStages(world)
    return world
  },
  everywhere,
  cases,
  excused,
})

const parity = 'only with --parity: organizations-leaving.test.ts'
const business = 'an installation knows no contracts, payments, phone numbers, licenses or sellers'
const unlimited = 'no such limit is held here'

testReasons({ serviceId, cases }, 'ConstraintViolationException', {
  ACCOUNT_CANNOT_LEAVE_ORGANIZATION: business,
  ACCOUNT_CANNOT_LEAVE_WITHOUT_EULA: business,
  ACCOUNT_CANNOT_LEAVE_WITHOUT_PHONE_VERIFICATION: business,
  ACCOUNT_CREATION_NOT_COMPLETE: 'an account that is being created is no member yet',
  ACCOUNT_CREATION_RATE_LIMIT_EXCEEDED: unlimited,
  ACCOUNT_NUMBER_LIMIT_EXCEEDED: 'the status of the request tells ACCOUNT_LIMIT_EXCEEDED: organizations-accounts.test.ts',
  ALL_FEATURES_MIGRATION_ORGANIZATION_SIZE_LIMIT_EXCEEDED: unlimited,
  CREATE_ORGANIZATION_IN_BILLING_MODE_UNSUPPORTED_REGION: 'every Region is of one partition',
  EMAIL_VERIFICATION_CODE_EXPIRED: 'the account service sends the codes, and has an error of its own',
  HANDSHAKE_RATE_LIMIT_EXCEEDED: 'told as a HandshakeConstraintViolationException',
  INVALID_PAYMENT_INSTRUMENT: business,
  MASTER_ACCOUNT_ADDRESS_DOES_NOT_MATCH_MARKETPLACE: business,
  MASTER_ACCOUNT_MISSING_BUSINESS_LICENSE: business,
  MASTER_ACCOUNT_MISSING_CONTACT_INFO: business,
  MASTER_ACCOUNT_PAYMENT_INSTRUMENT_REQUIRED: business,
  MEMBER_ACCOUNT_PAYMENT_INSTRUMENT_REQUIRED: parity,
  RESPONSIBILITY_TRANSFER_MAX_LEVEL_VIOLATION: unlimited,
  RESPONSIBILITY_TRANSFER_MAX_OUTBOUND_QUOTA_VIOLATION: 'RESPONSIBILITY_TRANSFER_ALREADY_EXISTS tells of the one there may be',
  RESPONSIBILITY_TRANSFER_MAX_TRANSFERS_QUOTA_VIOLATION: unlimited,
  TRANSFER_RESPONSIBILITY_SOURCE_DELETION_IN_PROGRESS: 'an organization is deleted at once',
  TRANSFER_RESPONSIBILITY_TARGET_DELETION_IN_PROGRESS: 'an organization is deleted at once',
  UNSUPPORTED_PRICING: business,
  WAIT_PERIOD_ACTIVE: parity,
})
testReasons({ serviceId, cases }, 'InvalidInputException', {
  CALLER_REQUIRED_FIELD_MISSING: 'INPUT_REQUIRED tells of every missing member',
  INVALID_END_DATE: 'END_DATE_NOT_END_OF_MONTH and END_DATE_TOO_EARLY are told',
  INVALID_ENUM_POLICY_TYPE: 'INVALID_ENUM is told',
  INVALID_FULL_NAME_TARGET: 'no operation takes a full name',
  INVALID_LIST_MEMBER: 'the rule that the member breaks is told',
  INVALID_PATTERN_TARGET_ID: 'INVALID_PATTERN is told',
  INVALID_PRINCIPAL: 'principals of a resource policy may name what is not there',
  INVALID_ROLE_NAME: 'INVALID_PATTERN is told',
  INVALID_START_DATE: 'one of the four START_DATE reasons is told',
  INVALID_SYNTAX_ORGANIZATION_ARN: 'no operation takes the ARN of an organization',
  INVALID_SYNTAX_POLICY_ID: 'INVALID_PATTERN is told',
  MOVING_ACCOUNT_BETWEEN_DIFFERENT_ROOTS: 'an organization has one root',
  UNSUPPORTED_ACTION_IN_RESPONSIBILITY_TRANSFER: 'there is one type of transfer',
  UNSUPPORTED_POLICY_TYPE_IN_RESOURCE_POLICY: 'conditions of a resource policy are not looked into',
  UNSUPPORTED_RESOURCE_IN_RESOURCE_POLICY: 'resources of a resource policy may name what is not there',
})
testReasons({ serviceId, cases }, 'HandshakeConstraintViolationException', {
  LEGACY_PERMISSIONS_STILL_IN_USE: business,
  MANAGEMENT_ACCOUNT_EMAIL_NOT_VERIFIED: 'addresses of accounts count as verified',
  ORGANIZATION_FROM_DIFFERENT_SELLER_OF_RECORD: business,
  ORGANIZATION_MEMBERSHIP_CHANGE_RATE_LIMIT_EXCEEDED: unlimited,
  PAYMENT_INSTRUMENT_REQUIRED: business,
  UNUSED_PREPAYMENT_BALANCE: business,
})
