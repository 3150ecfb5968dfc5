import { CreateGroupCommand, CreateUserCommand, IdentitystoreClient } from '@aws-sdk/client-identitystore'
import { CreateApplicationCommand, CreatePermissionSetCommand, ListInstancesCommand, SSOAdminClient } from '@aws-sdk/client-sso-admin'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { given } from '../organizations-stage.ts'
import { type ServerWorld, startServerWorld } from './server-world.ts'

/** An instance of IAM Identity Center with its identity store, and ways to fill both. */
export interface IdentityCenterWorld extends Pick<ServerWorld, 'name' | 'sql' | 'member' | 'stop'> {
  readonly store: IdentitystoreClient
  readonly center: SSOAdminClient
  readonly nobody: { readonly store: IdentitystoreClient; readonly center: SSOAdminClient }
  readonly instanceArn: string
  readonly identityStoreId: string
  readonly accountId: string
  /** Ids of new ones. */
  user(): Promise<string>
  group(): Promise<string>
  /** ARNs of new ones. */
  permissionSet(): Promise<string>
  application(): Promise<string>
}

export async function startIdentityCenterWorld(): Promise<IdentityCenterWorld> {
  const { admin, nobody, name, sql, member, stop } = await startServerWorld()
  const [store, center] = [new IdentitystoreClient(admin), new SSOAdminClient(admin)]
  const { Instances } = await center.send(new ListInstancesCommand({}))
  const { InstanceArn, IdentityStoreId } = given(Instances?.[0])
  const { Account } = await new STSClient(admin).send(new GetCallerIdentityCommand({}))
  const [instanceArn, identityStoreId] = [given(InstanceArn), given(IdentityStoreId)]
  return {
    ...{ store, center, name, sql, member, stop, instanceArn, identityStoreId, accountId: given(Account) },
    nobody: { store: new IdentitystoreClient(nobody), center: new SSOAdminClient(nobody) },
    user: async () => {
      const [UserName, Name] = [name(), { GivenName: 'Ada', FamilyName: 'Example' }]
      const input = { IdentityStoreId, UserName, DisplayName: UserName, Name }
      return given((await store.send(new CreateUserCommand(input))).UserId)
    },
    group: async () => given((await store.send(new CreateGroupCommand({ IdentityStoreId, DisplayName: name() }))).GroupId),
    permissionSet: async () => {
      const { PermissionSet } = await center.send(new CreatePermissionSetCommand({ InstanceArn, Name: name() }))
      return given(PermissionSet?.PermissionSetArn)
    },
    application: async () => {
      const ApplicationProviderArn = 'arn:aws:sso::aws:applicationProvider/custom'
      const created = await center.send(new CreateApplicationCommand({ InstanceArn, ApplicationProviderArn, Name: name() }))
      return given(created.ApplicationArn)
    },
  }
}
