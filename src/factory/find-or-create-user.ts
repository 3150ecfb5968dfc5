import { CreateUserCommand, DescribeUserCommand, GetUserIdCommand } from '@aws-sdk/client-identitystore'
import { ListInstancesCommand } from '@aws-sdk/client-sso-admin'
import { Fault } from '../fault.ts'
import { launchParameters } from './launch-parameters.ts'
import type { Work } from './work.ts'

export interface Person {
  readonly userId: string
  readonly identityStoreId: string
  readonly instanceArn: string
}

/** The person of the request in IAM Identity Center: found by e-mail address or made, never changed. */
export async function findOrCreateUser(work: Work): Promise<Person> {
  const { email } = launchParameters(work.request).person
  const instance = await findInstance(work)
  const found = await findUserId(work, instance.identityStoreId, email)
  const userId = found ?? (await createUser(work, instance.identityStoreId))
  await work.note(found ? `${email} is known already` : `Created ${email}`)
  return { userId, ...instance }
}

async function findInstance(work: Work): Promise<{ identityStoreId: string; instanceArn: string }> {
  const { Instances } = await work.clients.ssoAdmin.send(new ListInstancesCommand({}))
  const instance = Instances?.[0]
  if (!instance?.IdentityStoreId || !instance.InstanceArn) {
    throw new Fault(
      'ResourceNotFoundException',
      'AWS Control Tower could not enroll your account for the following reason: AWS Control Tower requires that you configure an IAM Identity Center directory as an identity source for your management account.',
    )
  }
  return { identityStoreId: instance.IdentityStoreId, instanceArn: instance.InstanceArn }
}

async function findUserId(work: Work, identityStoreId: string, email: string): Promise<string | undefined> {
  const userId =
    (await userIdBy(work, identityStoreId, 'emails.value', email)) ?? (await userIdBy(work, identityStoreId, 'userName', email))
  if (!userId) return undefined
  const user = await work.clients.identityStore.send(new DescribeUserCommand({ IdentityStoreId: identityStoreId, UserId: userId }))
  if (user.UserStatus === 'DISABLED') {
    throw new Fault('UserDisabled', `The user ${email} is disabled in IAM Identity Center. Enable the user, then retry the request.`)
  }
  return userId
}

async function userIdBy(
  work: Work,
  identityStoreId: string,
  path: 'emails.value' | 'userName',
  value: string,
): Promise<string | undefined> {
  try {
    const { UserId } = await work.clients.identityStore.send(
      new GetUserIdCommand({
        IdentityStoreId: identityStoreId,
        AlternateIdentifier: { UniqueAttribute: { AttributePath: path, AttributeValue: value } },
      }),
    )
    return UserId
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined
    throw error
  }
}

/** Two requests may make the same person at once: the conflict is tried again, and then the person is found. */
async function createUser(work: Work, identityStoreId: string): Promise<string> {
  const { firstName, lastName, email } = launchParameters(work.request).person
  const { UserId } = await work.clients.identityStore.send(
    new CreateUserCommand({
      IdentityStoreId: identityStoreId,
      UserName: email,
      DisplayName: `${firstName} ${lastName}`,
      Name: { GivenName: firstName, FamilyName: lastName },
      Emails: [{ Value: email, Type: 'work', Primary: true }],
    }),
  )
  if (!UserId) throw new Fault('ServiceException', `IAM Identity Center made no user for ${email}.`)
  return UserId
}
