import { ssoAdmin } from '../../lib/aws.ts'

const everyMs = 1_000
/** At the realistic pace an assignment takes 45 seconds. */
const mostQuestions = 180

/** Asks until the work on an assignment is done. Throws what it failed by. */
export async function untilDone(kind: 'creation' | 'deletion', InstanceArn: string, requestId: string): Promise<void> {
  for (let question = 0; question < mostQuestions; question++) {
    const status = await (kind === 'creation' ? ofCreation(InstanceArn, requestId) : ofDeletion(InstanceArn, requestId))
    if (status?.Status === 'SUCCEEDED') return
    if (status?.Status === 'FAILED') throw new Error(status.FailureReason ?? 'It failed.')
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
  throw new Error('It takes longer than expected. Look again in a while.')
}

const ofCreation = async (InstanceArn: string, AccountAssignmentCreationRequestId: string) =>
  (await ssoAdmin.call('DescribeAccountAssignmentCreationStatus', { InstanceArn, AccountAssignmentCreationRequestId }))
    .AccountAssignmentCreationStatus

const ofDeletion = async (InstanceArn: string, AccountAssignmentDeletionRequestId: string) =>
  (await ssoAdmin.call('DescribeAccountAssignmentDeletionStatus', { InstanceArn, AccountAssignmentDeletionRequestId }))
    .AccountAssignmentDeletionStatus
