import * as commands from '@aws-sdk/client-sso-admin'
import { minimalInput } from '../minimal-input.ts'
import { brokenInput } from './broken-input.ts'
import { startIdentityCenterWorld } from './identity-center-world.ts'
import { as, type Excuse, modelOf, testModelledErrors } from './matrix.ts'
import { applicationCases, type CenterWorld, instanceCases, permissionSetCases } from './sso-admin-cases.ts'

const serviceId = 'SSO Admin'
const { model } = modelOf(serviceId)

/** The least an operation takes, of the instance that is there. */
const minimal = ({ instanceArn }: CenterWorld, operation: string) => ({
  ...minimalInput(model, operation),
  InstanceArn: instanceArn,
})

const cases = { ...permissionSetCases, ...applicationCases, ...instanceCases }

const excused: readonly Excuse[] = [
  { error: 'InternalServerException', reason: 'a fault of the server: no input makes it' },
  { error: 'ThrottlingException', reason: 'calls of this service are not throttled' },
  {
    error: 'ServiceQuotaExceededException',
    operations: ['CreateApplication', 'CreateApplicationAssignment', 'CreateAccountAssignment', 'CreatePermissionSet'],
    reason: 'an instance holds as many as the machine does',
  },
  { error: 'ServiceQuotaExceededException', operations: ['AddRegion'], reason: 'there are fewer Regions than any quota' },
  { error: 'ServiceQuotaExceededException', operations: ['CreateInstance'], reason: 'a second instance is a ConflictException' },
  {
    error: 'ServiceQuotaExceededException',
    operations: ['PutInlinePolicyToPermissionSet'],
    reason: 'what is too long is a ValidationException',
  },
  {
    error: 'ResourceNotFoundException',
    operations: [
      ...['CreateApplication', 'CreateInstanceAccessControlAttributeConfiguration', 'CreatePermissionSet', 'UpdateInstance'],
      ...['ListAccountAssignmentCreationStatus', 'ListAccountAssignmentDeletionStatus', 'ListApplicationAssignmentsForPrincipal'],
      ...['ListPermissionSetProvisioningStatus', 'ListPermissionSets', 'ListPermissionSetsProvisionedToAccount'],
    ],
    reason: 'an instance that is not the caller’s own is denied, whether it is there or not',
  },
  {
    error: 'ConflictException',
    operations: [
      ...['DetachCustomerManagedPolicyReferenceFromPermissionSet', 'DetachManagedPolicyFromPermissionSet'],
      ...['DeleteInlinePolicyFromPermissionSet', 'PutInlinePolicyToPermissionSet', 'UpdatePermissionSet'],
      ...['PutPermissionsBoundaryToPermissionSet', 'DeletePermissionsBoundaryFromPermissionSet', 'ProvisionPermissionSet'],
      ...['CreateAccountAssignment', 'DeleteAccountAssignment'],
    ],
    reason: 'changes of one permission set wait for each other, and the last one stands',
  },
  {
    error: 'ConflictException',
    operations: [
      ...['DeleteApplication', 'DeleteApplicationAssignment', 'PutApplicationAssignmentConfiguration', 'PutApplicationAccessScope'],
      ...['DeleteApplicationAccessScope', 'PutApplicationAuthenticationMethod', 'DeleteApplicationAuthenticationMethod'],
      ...['PutApplicationGrant', 'DeleteApplicationGrant', 'PutApplicationSessionConfiguration', 'DeleteTrustedTokenIssuer'],
    ],
    reason: 'there is one of each kind for an application, and the last change of it stands',
  },
  {
    error: 'ConflictException',
    operations: ['DeleteInstanceAccessControlAttributeConfiguration', 'UpdateInstanceAccessControlAttributeConfiguration'],
    reason: 'the attributes are replaced as a whole, and the last change stands',
  },
  { error: 'ConflictException', operations: ['TagResource', 'UntagResource'], reason: 'changes of tags wait for each other' },
]

testModelledErrors<CenterWorld>({
  serviceId,
  commands,
  start: async () => {
    const world = await startIdentityCenterWorld()
    return { ...world, admin: world.center }
  },
  everywhere: {
    AccessDeniedException: (world, operation) => as(world.nobody.center, minimal(world, operation)),
    ValidationException: (_, operation) => brokenInput(model, operation),
    ResourceNotFoundException: minimal,
  },
  cases,
  excused,
})
