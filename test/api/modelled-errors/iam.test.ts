import * as commands from '@aws-sdk/client-iam'
import { shapeOf } from '../../../src/wire/model.ts'
import { minimalInput } from '../minimal-input.ts'
import { type IamWorld, otherCases, profileCases, roleCases, userCases } from './iam-cases.ts'
import { type Excuse, modelOf, testModelledErrors } from './matrix.ts'
import { samlCases } from './saml-cases.ts'
import { startServerWorld } from './server-world.ts'

const serviceId = 'IAM'
const { model } = modelOf(serviceId)

/** The least an operation takes, about what is not there. */
function absent(_: IamWorld, operation: string): object {
  const { members = {} } = shapeOf(model, model.operations[operation]?.input ?? '')
  return { ...(members.UserName && { UserName: 'absent' }), ...minimalInput(model, operation) }
}

const cases = { ...userCases, ...roleCases, ...otherCases, ...profileCases, ...samlCases }

/** What ends, takes away or changes something in place makes nothing more of what is limited. */
const withoutLimit = [
  ...[
    'DeleteAccessKey',
    'DeleteAccountAlias',
    'DeleteAccountPasswordPolicy',
    'DeleteGroup',
    'DeleteGroupPolicy',
    'DeleteInstanceProfile',
    'DeleteLoginProfile',
    'DeletePolicy',
  ],
  ...[
    'DeletePolicyVersion',
    'DeleteRole',
    'DeleteRolePolicy',
    'DeleteSAMLProvider',
    'DeleteServiceLinkedRole',
    'DeleteUser',
    'DeleteUserPolicy',
  ],
  ...[
    'DetachGroupPolicy',
    'DetachRolePolicy',
    'DetachUserPolicy',
    'RemoveRoleFromInstanceProfile',
    'RemoveUserFromGroup',
    'SetDefaultPolicyVersion',
  ],
  ...['UpdateAccessKey', 'UpdateAccountPasswordPolicy', 'UpdateGroup', 'UpdateUser'],
]

/** Their inputs have nothing that breaks a rule other than the model's own. */
const wellFormed = [
  ...['AddClientIDToOpenIDConnectProvider', 'AttachGroupPolicy', 'AttachRolePolicy', 'AttachUserPolicy', 'CreatePolicyVersion'],
  ...['DeleteOpenIDConnectProvider', 'DeletePolicy', 'DeletePolicyVersion', 'DetachGroupPolicy', 'DetachRolePolicy', 'DetachUserPolicy'],
  ...['GetOpenIDConnectProvider', 'GetPolicy', 'GetPolicyVersion', 'GetServiceLinkedRoleDeletionStatus', 'ListAttachedGroupPolicies'],
  ...['ListAttachedRolePolicies', 'ListAttachedUserPolicies', 'ListEntitiesForPolicy', 'ListOpenIDConnectProviderTags', 'ListPolicyTags'],
  ...['ListPolicyVersions', 'PutRolePermissionsBoundary', 'PutUserPermissionsBoundary', 'RemoveClientIDFromOpenIDConnectProvider'],
  ...[
    'SetDefaultPolicyVersion',
    'UntagOpenIDConnectProvider',
    'UntagInstanceProfile',
    'UntagPolicy',
    'UpdateAccessKey',
    'UpdateOpenIDConnectProviderThumbprint',
  ],
]

const excused: readonly Excuse[] = [
  { error: 'ServiceFailureException', reason: 'a fault of the server: no input makes it' },
  { error: 'ConcurrentModificationException', reason: 'changes of one entity wait for each other' },
  { error: 'LimitExceededException', operations: withoutLimit, reason: 'nothing is made that is limited' },
  { error: 'LimitExceededException', operations: ['CreateAccountAlias'], reason: 'an account’s one alias is replaced' },
  { error: 'LimitExceededException', operations: ['CreateServiceLinkedRole'], reason: 'a service that asks for its role gets it' },
  { error: 'InvalidInputException', operations: wellFormed, reason: 'what breaks the model is a ValidationError, a common error of IAM' },
  { error: 'NoSuchEntityException', operations: ['CreateGroup'], reason: 'a group needs nothing that could be missing' },
  { error: 'NoSuchEntityException', operations: ['CreateServiceLinkedRole'], reason: 'every service principal may have its role' },
  { error: 'NoSuchEntityException', operations: ['UpdateAccountPasswordPolicy'], reason: 'an account without a password policy gets one' },
  {
    error: 'MalformedPolicyDocumentException',
    operations: ['UpdateAccountPasswordPolicy'],
    reason: 'no document is given',
  },
  {
    error: 'EntityAlreadyExistsException',
    operations: ['AddRoleToInstanceProfile'],
    reason: 'a profile that has a role is full: LimitExceededException',
  },
  { error: 'EntityTemporarilyUnmodifiableException', reason: 'an entity may be changed as soon as it is there' },
  { error: 'OpenIdIdpCommunicationErrorException', reason: 'an issuer is asked for its keys when a token comes, not before' },
]

testModelledErrors<IamWorld>({
  serviceId,
  commands,
  start: async () => {
    const world = await startServerWorld()
    return { ...world, admin: new commands.IAMClient(world.admin) }
  },
  everywhere: {
    NoSuchEntityException: absent,
    MalformedPolicyDocumentException: absent,
  },
  cases,
  excused,
})
