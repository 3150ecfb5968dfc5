import type { OperationContext } from '../../src/access/context.ts'
import { createIdentityStore } from '../../src/services/identity-store/index.ts'
import { operations as identityStoreOperations } from '../../src/services/identity-store/operations.ts'
import { createOrganizationInstance } from '../../src/services/sso-admin/index.ts'
import { operations as ssoAdminOperations } from '../../src/services/sso-admin/operations.ts'
import type { Operations as IdentityStoreModel } from '../../src/wire/models/identitystore.ts'
import type { Operations as SsoAdminModel } from '../../src/wire/models/sso-admin.ts'
import { createOrganization, createStage, given, managementAccountId, type Stage } from './organizations-stage.ts'

type Callable<Model extends Record<keyof Model, { input: unknown; output: unknown }>> = {
  readonly [Name in keyof Model]: (context: OperationContext, input: Model[Name]['input']) => Promise<Model[Name]['output']>
}
export const identityStore = identityStoreOperations as Callable<IdentityStoreModel>
export const ssoAdmin = ssoAdminOperations as Callable<SsoAdminModel>

export const identityStoreId = 'd-1234567890'
export const instanceArn = 'arn:aws:sso:::instance/ssoins-1234567890abcdef'

/** An organization whose management account owns an instance of IAM Identity Center with an empty identity store. */
export async function createIdentityCenterStage(pace: Partial<OperationContext['pace']> = {}): Promise<Stage> {
  const stage = await createStage(pace)
  await createOrganization(stage)
  await createIdentityStore(stage.admin, { identityStoreId, ownerAccountId: managementAccountId })
  await createOrganizationInstance(stage.admin, { instanceArn, identityStoreId, ownerAccountId: managementAccountId })
  return stage
}

export async function createPerson(context: OperationContext, userName: string, email = `${userName}@example.com`): Promise<string> {
  const { UserId } = await identityStore.CreateUser(context, {
    IdentityStoreId: identityStoreId,
    UserName: userName,
    DisplayName: `Person ${userName}`,
    Name: { GivenName: userName, FamilyName: 'Example' },
    Emails: [{ Value: email, Type: 'work', Primary: true }],
  })
  return UserId
}

export async function createGroup(context: OperationContext, DisplayName: string): Promise<string> {
  return (await identityStore.CreateGroup(context, { IdentityStoreId: identityStoreId, DisplayName })).GroupId
}

export async function createPermissionSet(context: OperationContext, Name: string): Promise<string> {
  const { PermissionSet } = await ssoAdmin.CreatePermissionSet(context, { InstanceArn: instanceArn, Name, Description: `Set ${Name}` })
  return given(PermissionSet?.PermissionSetArn)
}
