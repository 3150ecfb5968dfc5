import { CreateAccessKeyCommand, CreateUserCommand, IAMClient } from '@aws-sdk/client-iam'
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
  stop(): Promise<void>
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
  return {
    ...{ server, admin, settingsOf },
    nobody: settingsOf({ accessKeyId: given(accessKeyId), secretAccessKey: given(secretAccessKey) }),
    name: () => `example${++names}`,
    sql: async (text, values = []) => {
      const client = new pg.Client({ connectionString: server.connectionString })
      await client.connect()
      await client.query(text, [...values]).finally(() => client.end())
    },
    stop: () => server.stop(),
  }
}
