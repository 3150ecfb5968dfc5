import { IAMClient } from '@aws-sdk/client-iam'
import { IdentitystoreClient, ListUsersCommand } from '@aws-sdk/client-identitystore'
import { CreatePermissionSetCommand, ListInstancesCommand, SSOAdminClient } from '@aws-sdk/client-sso-admin'
import { expect } from 'vitest'
import { ApiClient } from '../../src/commands/api-client.ts'
import { administratorPassword, startTestServer, type TestServer } from '../harness/server.ts'

// A whole server with the administrator's clients, and `admin` at the portal, who enters accounts.

export interface IdentityCenterServer {
  readonly server: TestServer
  readonly settings: { endpoint: string; region: string; credentials: TestServer['credentials']; maxAttempts: number }
  readonly sso: SSOAdminClient
  readonly iam: IAMClient
  readonly identityStore: IdentitystoreClient
  readonly instanceArn: string
  readonly identityStoreId: string
  readonly managementAccountId: string
  readonly adminId: string
  createPermissionSet(name: string): Promise<string>
  /** Credentials of `admin` in the role of the permission set. */
  enter(accountId: string, roleName: string): Promise<{ accessKeyId: string; secretAccessKey: string; sessionToken: string }>
}

export async function startIdentityCenterServer(): Promise<IdentityCenterServer> {
  const server = await startTestServer()
  const settings = { endpoint: server.url, region: 'us-east-1', credentials: server.credentials, maxAttempts: 1 }
  const [sso, identityStore] = [new SSOAdminClient(settings), new IdentitystoreClient(settings)]
  const { Instances } = await sso.send(new ListInstancesCommand({}))
  const { InstanceArn: instanceArn = '', IdentityStoreId: identityStoreId = '' } = Instances?.[0] ?? {}
  const { Users } = await identityStore.send(new ListUsersCommand({ IdentityStoreId: identityStoreId }))
  const { managementAccountId } = await new ApiClient(settings).session()
  const createPermissionSet = async (Name: string): Promise<string> => {
    const { PermissionSet } = await sso.send(new CreatePermissionSetCommand({ InstanceArn: instanceArn, Name }))
    return PermissionSet?.PermissionSetArn ?? ''
  }
  return {
    ...{ server, settings, sso, identityStore, iam: new IAMClient(settings) },
    ...{ instanceArn, identityStoreId, managementAccountId, createPermissionSet },
    adminId: Users?.find(({ UserName }) => UserName === 'admin')?.UserId ?? '',
    enter: (accountId, roleName) => enter(server.url, accountId, roleName),
  }
}

async function enter(url: string, accountId: string, roleName: string) {
  const post = async (path: string, body: object, cookie = '') => {
    const headers = { 'content-type': 'application/json', origin: url, cookie }
    const response = await fetch(`${url}/api/portal${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    expect([path, response.status]).toEqual([path, 200])
    return response
  }
  const signedIn = await post('/sign-in', { userName: 'admin', password: administratorPassword })
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0]
  const { accessKeyId, secretAccessKey, sessionToken } = await (await post('/credentials', { accountId, roleName }, cookie)).json()
  return { accessKeyId, secretAccessKey, sessionToken } as { accessKeyId: string; secretAccessKey: string; sessionToken: string }
}
