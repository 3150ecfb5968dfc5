import type { OperationContext } from '../../access/context.ts'
import type { CreateApplicationAssignmentRequest, CreateApplicationAssignmentResponse } from '../../wire/models/sso-admin.ts'
import { findGroup, findUser } from '../identity-store/index.ts'
import { ownApplication } from './application.ts'
import { conflict, notFound } from './faults.ts'
import { tables } from './tables.ts'

/** Lets a person, or a group's people, see and use an application. */
export async function createApplicationAssignment(
  context: OperationContext,
  { ApplicationArn, PrincipalId, PrincipalType }: CreateApplicationAssignmentRequest,
): Promise<CreateApplicationAssignmentResponse> {
  const { row, instance } = await ownApplication(context, ApplicationArn)
  const find = PrincipalType === 'USER' ? findUser : findGroup
  if (!(await find(context, instance.identityStoreId, PrincipalId))) throw notFound(PrincipalType)
  const made = await tables(context)
    .insertInto('application_assignments')
    .values({ application_arn: row.arn, principal_type: PrincipalType, principal_id: PrincipalId, created_at: context.clock.now() })
    .onConflict((existing) => existing.doNothing())
    .returning('principal_id')
    .executeTakeFirst()
  if (!made) throw conflict('The application is assigned to this principal already.')
  return {}
}
