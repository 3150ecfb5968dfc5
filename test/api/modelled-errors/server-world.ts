import { CreateAccessKeyCommand, CreateUserCommand, IAMClient } from '@aws-sdk/client-iam'
import { CreateAccountCommand, DescribeCreateAccountStatusCommand, OrganizationsClient } from '@aws-sdk/client-organizations'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import pg from 'pg'
import { startTestServer, type TestServer } from '../../harness/server.ts'
import { given } from '../organizations-stage.ts'

export interface Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

/** A running server with what every matrix needs: settings for clients of its administrator, and of a user who may do nothing. */
export interface ServerWorld {
  readonly server: TestServer
  readonly admin: ClientSettings
  readonly nobody: ClientSettings
  settingsOf(credentials: Credentials): ClientSettings
  /** A name nobody has; letters and digits. */
  name(): string
  /** Changes rows behind the back of the API: only for limits that would take thousands of calls to reach. */
  sql(text: string, values?: readonly unknown[]): Promise<void>
  /** A new account of the administrator's organization, there at once, and settings for clients of its administrator. */
  member(): Promise<Member>
  stop(): Promise<void>
}

export interface Member {
  readonly id: string
  /** Of the account; its address is `<name>@example.com`. */
  readonly name: string
  readonly settings: ClientSettings
}

export interface ClientSettings {
  readonly region: string
  readonly endpoint: string
  readonly maxAttempts: number
  readonly credentials: Credentials
}

export async function startServerWorld(flags: Record<string, unknown> = {}): Promise<ServerWorld> {
  const server = await startTestServer(flags)
  const settingsOf = (credentials: Credentials) => ({ region: 'us-east-1', endpoint: server.url, maxAttempts: 1, credentials })
  const admin = settingsOf(server.credentials)
  const iam = new IAMClient(admin)
  const { User } = await iam.send(new CreateUserCommand({ UserName: 'nobody' }))
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: User?.UserName }))
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey } = given(AccessKey)
  let names = 0
  const name = () => `example${++names}`
  return {
    ...{ server, admin, settingsOf },
    nobody: settingsOf({ accessKeyId: given(accessKeyId), secretAccessKey: given(secretAccessKey) }),
    name,
    member: () => createMember(admin, name()),
    sql: async (text, values = []) => {
      const client = new pg.Client({ connectionString: server.connectionString })
      await client.connect()
      await client.query(text, [...values]).finally(() => client.end())
    },
    stop: () => server.stop(),
  }
}

async function createMember(admin: ClientSettings, name: string): Promise<Member> {
  const organizations = new OrganizationsClient(admin)
  const asked = await organizations.send(new CreateAccountCommand({ AccountName: name, Email: `${name}@example.com` }))
  const status = new DescribeCreateAccountStatusCommand({ CreateAccountRequestId: asked.CreateAccountStatus?.Id })
  const id = given((await organizations.send(status)).CreateAccountStatus?.AccountId)
  const RoleArn = `arn:aws:iam::${id}:role/OrganizationAccountAccessRole`
  const { Credentials } = await new STSClient(admin).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test' }))
  const { AccessKeyId, SecretAccessKey, SessionToken } = given(Credentials)
  const credentials = {
    accessKeyId: given(AccessKeyId),
    secretAccessKey: given(SecretAccessKey),
    sessionToken: given(SessionToken),
  }
  return { id, name, settings: { ...admin, credentials } }
}
