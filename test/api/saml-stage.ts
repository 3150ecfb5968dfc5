import * as Iam from '@aws-sdk/client-iam'
import {
  AssumeRoleWithSAMLCommand,
  type AssumeRoleWithSAMLCommandInput,
  type AssumeRoleWithSAMLCommandOutput,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts'
import { type AnswerOptions, type AssertionSigner, createAssertionSigner, type Said, samlAttribute } from '../harness/saml-assertions.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'

// A server whose management account has a SAML provider `Example` and a role `developer` that trusts it.

export interface SamlStage {
  readonly server: TestServer
  readonly idp: AssertionSigner
  readonly iam: Iam.IAMClient
  readonly accountId: string
  /** ARN of `Example`. */
  readonly provider: string
  roleArn(role: string): string
  createRole(role: string, condition: object, actions?: string | string[]): Promise<void>
  /** What opens the role, but for what is changed: base64. */
  answer(role?: string, change?: (said: Said) => void, options?: AnswerOptions): string
  /** Without credentials, into `developer` unless told. */
  assume(assertion: string, more?: Partial<AssumeRoleWithSAMLCommandInput>): Promise<AssumeRoleWithSAMLCommandOutput>
}

export const invalid = 'InvalidIdentityTokenException'

export const attribute = (name: string, ...values: string[]) => ({ [samlAttribute(name)]: values })

export const trust = (Federated: string) => ({ Effect: 'Allow', Principal: { Federated }, Action: 'sts:AssumeRoleWithSAML' })

export async function startSamlStage(): Promise<SamlStage> {
  const server = await startTestServer()
  const idp = createAssertionSigner()
  const configuration = { endpoint: server.url, region: 'us-east-1', credentials: server.credentials, maxAttempts: 1 }
  const iam = new Iam.IAMClient(configuration)
  const accountId = (await new STSClient(configuration).send(new GetCallerIdentityCommand({}))).Account ?? ''
  const created = await iam.send(new Iam.CreateSAMLProviderCommand({ Name: 'Example', SAMLMetadataDocument: idp.metadata }))
  const provider = created.SAMLProviderArn ?? ''
  // In no credentials: the call takes none.
  const stranger = new STSClient({ ...configuration, credentials: { accessKeyId: 'x', secretAccessKey: 'x' } })
  const roleArn = (role: string) => `arn:aws:iam::${accountId}:role/${role}`
  const stage: SamlStage = {
    ...{ server, idp, iam, accountId, provider, roleArn },
    createRole: async (RoleName, Condition, Action = 'sts:AssumeRoleWithSAML') => {
      const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: { ...trust(provider), Action, Condition } })
      await iam.send(new Iam.CreateRoleCommand({ RoleName, AssumeRolePolicyDocument, MaxSessionDuration: 7200 }))
    },
    answer: (role = 'developer', change = () => {}, options = {}) =>
      idp.answer((said) => {
        said.attributes[samlAttribute('Role')] = [`${roleArn('other')},${provider}`, `${roleArn(role)},${provider}`]
        change(said)
      }, options),
    assume: (SAMLAssertion, more = {}) =>
      stranger.send(new AssumeRoleWithSAMLCommand({ RoleArn: roleArn('developer'), PrincipalArn: provider, SAMLAssertion, ...more })),
  }
  await stage.createRole('developer', { StringEquals: { 'saml:aud': 'https://signin.aws.amazon.com/saml' } })
  return stage
}
