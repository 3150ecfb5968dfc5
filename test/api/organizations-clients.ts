import { CreateAccountCommand, DescribeCreateAccountStatusCommand, OrganizationsClient } from '@aws-sdk/client-organizations'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { runShell } from '../harness/aws-cli.ts'
import { startTestServer } from '../harness/server.ts'
import { given } from './organizations-stage.ts'

/** A running server with one stand-alone account, and AWS's own clients for it and for the accounts it makes. */
export interface ClientStage {
  readonly managementAccountId: string
  /** The first account's administrator. */
  readonly admin: OrganizationsClient
  /** An account of the organization, there at once. */
  createAccount(name: string): Promise<string>
  /** An administrator of an account that `createAccount` made. */
  memberOf(accountId: string): Promise<OrganizationsClient>
  /** What the AWS CLI answers to `aws organizations <command>` of the administrator. */
  aws(command: string): Promise<unknown>
  close(): Promise<void>
}

export async function startClientStage(): Promise<ClientStage> {
  const server = await startTestServer({ empty: true, 'account-id': '123456789012' })
  const settings = { region: 'us-east-1', endpoint: server.url, maxAttempts: 1 }
  const admin = new OrganizationsClient({ ...settings, credentials: server.credentials })
  const sts = new STSClient({ ...settings, credentials: server.credentials })
  return {
    managementAccountId: '123456789012',
    admin,
    createAccount: async (name) => {
      const { CreateAccountStatus } = await admin.send(new CreateAccountCommand({ AccountName: name, Email: `${name}@example.com` }))
      const { CreateAccountStatus: status } = await admin.send(
        new DescribeCreateAccountStatusCommand({ CreateAccountRequestId: CreateAccountStatus?.Id }),
      )
      return given(status?.AccountId)
    },
    memberOf: async (accountId) => {
      const { Credentials } = await sts.send(
        new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${accountId}:role/OrganizationAccountAccessRole`, RoleSessionName: 'test' }),
      )
      const credentials = {
        accessKeyId: given(Credentials?.AccessKeyId),
        secretAccessKey: given(Credentials?.SecretAccessKey),
        sessionToken: given(Credentials?.SessionToken),
      }
      return new OrganizationsClient({ ...settings, credentials })
    },
    aws: async (command) => {
      const env = {
        AWS_ENDPOINT_URL: server.url,
        AWS_DEFAULT_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: server.credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: server.credentials.secretAccessKey,
      }
      const output = await runShell(`aws organizations ${command} --output json`, { cwd: server.data, env })
      return output.trim() === '' ? undefined : JSON.parse(output)
    },
    close: () => server.stop(),
  }
}
