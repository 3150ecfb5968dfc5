import { compilePolicy } from '../../access/compiled-policy.ts'
import type { OperationContext } from '../../access/context.ts'
import type { PolicyDocument } from '../../access/policy.ts'
import type {
  AuthenticationMethod,
  DeleteApplicationAuthenticationMethodRequest,
  GetApplicationAuthenticationMethodRequest,
  GetApplicationAuthenticationMethodResponse,
  ListApplicationAuthenticationMethodsRequest,
  ListApplicationAuthenticationMethodsResponse,
  PutApplicationAuthenticationMethodRequest,
} from '../../wire/models/sso-admin.ts'
import { ownApplication } from './application.ts'
import { invalid, notFound } from './faults.ts'
import { readInstancePage } from './instance.ts'
import { tables } from './tables.ts'

/** Characters of a policy that says which principals of IAM speak for the application: as many as a resource policy has at most elsewhere. */
const longestActorPolicy = 20_480

/** Sets how an application proves who it is: by IAM, as the policy says. */
export async function putApplicationAuthenticationMethod(
  context: OperationContext,
  input: PutApplicationAuthenticationMethodRequest,
): Promise<Record<string, never>> {
  const { row } = await ownApplication(context, input.ApplicationArn)
  checkActorPolicy(input.AuthenticationMethod.Iam?.ActorPolicy)
  const method = JSON.stringify(input.AuthenticationMethod)
  await tables(context)
    .insertInto('application_authentication_methods')
    .values({ application_arn: row.arn, type: input.AuthenticationMethodType, method })
    .onConflict((existing) => existing.columns(['application_arn', 'type']).doUpdateSet({ method }))
    .execute()
  return {}
}

export async function getApplicationAuthenticationMethod(
  context: OperationContext,
  { ApplicationArn, AuthenticationMethodType }: GetApplicationAuthenticationMethodRequest,
): Promise<GetApplicationAuthenticationMethodResponse> {
  const { row } = await ownApplication(context, ApplicationArn)
  const found = await tables(context)
    .selectFrom('application_authentication_methods')
    .select('method')
    .where('application_arn', '=', row.arn)
    .where('type', '=', AuthenticationMethodType)
    .executeTakeFirst()
  if (!found) throw notFound(`AuthenticationMethod ${AuthenticationMethodType}`)
  return { AuthenticationMethod: found.method as AuthenticationMethod }
}

export async function deleteApplicationAuthenticationMethod(
  context: OperationContext,
  { ApplicationArn, AuthenticationMethodType }: DeleteApplicationAuthenticationMethodRequest,
): Promise<Record<string, never>> {
  const { row } = await ownApplication(context, ApplicationArn)
  const deleted = await tables(context)
    .deleteFrom('application_authentication_methods')
    .where('application_arn', '=', row.arn)
    .where('type', '=', AuthenticationMethodType)
    .executeTakeFirst()
  if (deleted.numDeletedRows === 0n) throw notFound(`AuthenticationMethod ${AuthenticationMethodType}`)
  return {}
}

export async function listApplicationAuthenticationMethods(
  context: OperationContext,
  input: ListApplicationAuthenticationMethodsRequest,
): Promise<ListApplicationAuthenticationMethodsResponse> {
  const { row } = await ownApplication(context, input.ApplicationArn)
  const { rows, nextToken } = await readInstancePage(
    ['ListApplicationAuthenticationMethods', row.arn],
    input,
    (after, limit) =>
      tables(context)
        .selectFrom('application_authentication_methods')
        .select(['type', 'method'])
        .where('application_arn', '=', row.arn)
        .where('type', '>', String(after?.[0] ?? ''))
        .orderBy('type')
        .limit(limit)
        .execute(),
    ({ type }) => [type],
  )
  const methods = rows.map(({ type, method }) => ({
    AuthenticationMethodType: type as 'IAM',
    AuthenticationMethod: method as AuthenticationMethod,
  }))
  return { AuthenticationMethods: methods, ...(nextToken && { NextToken: nextToken }) }
}

/** A policy that names principals and actions; throws ValidationException. */
function checkActorPolicy(policy: unknown): void {
  const { problem } = compilePolicy(policy as PolicyDocument, 'resource')
  if (problem !== undefined) throw invalid(`ActorPolicy is not a policy that can be decided by: ${problem}.`)
  const statements = [(policy as PolicyDocument).Statement].flat()
  if (statements.length === 0) throw invalid('ActorPolicy has no statement.')
  for (const { Principal, NotPrincipal, Action, NotAction } of statements) {
    if ((Principal ?? NotPrincipal) === undefined) throw invalid('ActorPolicy has a statement without a Principal.')
    if ((Action ?? NotAction) === undefined) throw invalid('ActorPolicy has a statement without an Action.')
  }
  if (JSON.stringify(policy).length > longestActorPolicy) throw invalid(`ActorPolicy has more than ${longestActorPolicy} characters.`)
}
