import type { OperationContext } from '../../access/context.ts'
import { Fault } from '../../fault.ts'
import type { ListServiceSpecificCredentialsRequest, ListServiceSpecificCredentialsResponse } from '../../wire/models/iam.ts'
import { getEntity } from './entity.ts'
import { noSuchEntity } from './faults.ts'
import { iamPage } from './page.ts'
import { userNameOf } from './users.ts'

// What users can have on AWS and none has here, because nothing makes it: lists of it are empty. Whoever clears a user up asks for them.

interface OfUser {
  readonly UserName?: string
  readonly Marker?: string
  readonly MaxItems?: number
}

/** The page of a list that is always empty. Throws NoSuchEntity for a user who is not there. */
export async function noneOfUser(context: OperationContext, input: OfUser) {
  await getEntity(context, 'user', userNameOf(context, input.UserName))
  return none(input)
}

export async function none(input: Omit<OfUser, 'UserName'>) {
  const { more } = await iamPage(
    ['none'],
    input,
    () => [''],
    async () => [],
  )
  return more
}

const credentialServices: readonly string[] = ['bedrock.amazonaws.com', 'cassandra.amazonaws.com', 'codecommit.amazonaws.com']

/** Throws NotSupportedService for a service that has no credentials of its own. */
export async function listServiceSpecificCredentials(
  context: OperationContext,
  { ServiceName, AllUsers, ...input }: ListServiceSpecificCredentialsRequest,
): Promise<ListServiceSpecificCredentialsResponse> {
  if (ServiceName !== undefined && !credentialServices.includes(ServiceName))
    throw new Fault('NotSupportedService', `No such service ${ServiceName} is supported for this operation.`)
  const more = AllUsers ? await none(input) : await noneOfUser(context, input)
  return { ServiceSpecificCredentials: [], ...more }
}

/** People sign in at the access portal; users of accounts have no passwords. Throws NoSuchEntity. */
export async function noLoginProfile(context: OperationContext, { UserName }: OfUser): Promise<never> {
  const { name } = await getEntity(context, 'user', userNameOf(context, UserName))
  throw noSuchEntity(`Login Profile for User ${name} cannot be found.`)
}
