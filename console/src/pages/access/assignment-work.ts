import { ssoAdmin } from '../../lib/aws.ts'

const everyMs = 1_000
/** At the realistic pace an assignment takes 45 seconds. */
const mostQuestions = 180

/** Asks until the work on an assignment, or on the roles of a permission set, is done. Throws what it failed by. */
export async function untilDone(kind: keyof typeof statusOf, InstanceArn: string, requestId: string): Promise<void> {
  for (let question = 0; question < mostQuestions; question++) {
    const status = await statusOf[kind](InstanceArn, requestId)
    if (status?.Status === 'SUCCEEDED') return
    if (status?.Status === 'FAILED') throw new Error(status.FailureReason ?? 'It failed.')
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
  throw new Error('It takes longer than expected. Look again in a while.')
}

const statusOf = {
  creation: async (InstanceArn: string, AccountAssignmentCreationRequestId: string) =>
    (await ssoAdmin.call('DescribeAccountAssignmentCreationStatus', { InstanceArn, AccountAssignmentCreationRequestId }))
      .AccountAssignmentCreationStatus,
  deletion: async (InstanceArn: string, AccountAssignmentDeletionRequestId: string) =>
    (await ssoAdmin.call('DescribeAccountAssignmentDeletionStatus', { InstanceArn, AccountAssignmentDeletionRequestId }))
      .AccountAssignmentDeletionStatus,
  provisioning: async (InstanceArn: string, ProvisionPermissionSetRequestId: string) =>
    (await ssoAdmin.call('DescribePermissionSetProvisioningStatus', { InstanceArn, ProvisionPermissionSetRequestId }))
      .PermissionSetProvisioningStatus,
} as const
