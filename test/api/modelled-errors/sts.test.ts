import { CreateOpenIDConnectProviderCommand, CreateRoleCommand, CreateSAMLProviderCommand, IAMClient } from '@aws-sdk/client-iam'
import * as commands from '@aws-sdk/client-sts'
import type { JWTPayload } from 'jose'
import { type AssertionSigner, createAssertionSigner, type Said, samlAttribute } from '../../harness/saml-assertions.ts'
import { startTokenIssuer, type TokenIssuer } from '../../harness/token-issuer.ts'
import { allowing } from '../iam-stage.ts'
import { minimalInput } from '../minimal-input.ts'
import { given } from '../organizations-stage.ts'
import { type Cases, type Excuse, modelOf, testModelledErrors } from './matrix.ts'
import { type ServerWorld, startServerWorld } from './server-world.ts'

const serviceId = 'STS'
const { model } = modelOf(serviceId)

interface StsWorld extends Omit<ServerWorld, 'admin'> {
  readonly admin: commands.STSClient
  readonly iam: IAMClient
  readonly issuer: TokenIssuer
  readonly idp: AssertionSigner
  readonly samlProviderArn: string
  /** Of a role that trusts the account, the issuer and the SAML provider. */
  readonly roleArn: string
}

const aud = 'sts.amazonaws.com'
const RoleSessionName = 'test'
const malformed = { Policy: '{"Statement":[{"Effect":"Maybe"}]}' }
const tooLarge = {
  Policy: allowing(`s3:${'x'.repeat(2_048 - allowing('s3:').length)}`),
  PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/AdministratorAccess' }],
}
const signed = (world: StsWorld, claims: JWTPayload = {}, now = Date.now()) =>
  world.issuer.sign({ aud, sub: 'somebody', ...claims }, { now })

const assume = async (world: StsWorld, more: object, claims?: JWTPayload, now?: number) => ({
  ...{ RoleArn: world.roleArn, RoleSessionName, WebIdentityToken: await signed(world, claims, now), ...more },
})

const assumeWithSaml = (world: StsWorld, more: object, change: (said: Said) => void = () => {}) => {
  const answer = world.idp.answer((said) => {
    said.attributes[samlAttribute('Role')] = [`${world.roleArn},${world.samlProviderArn}`]
    change(said)
  })
  return { RoleArn: world.roleArn, PrincipalArn: world.samlProviderArn, SAMLAssertion: answer, ...more }
}

const cases: Cases<StsWorld> = {
  AssumeRole: {
    MalformedPolicyDocumentException: ({ roleArn: RoleArn }) => ({ RoleArn, RoleSessionName, ...malformed }),
    PackedPolicyTooLargeException: ({ roleArn: RoleArn }) => ({ RoleArn, RoleSessionName, ...tooLarge }),
  },
  AssumeRoleWithWebIdentity: {
    MalformedPolicyDocumentException: (world) => assume(world, malformed),
    PackedPolicyTooLargeException: (world) => assume(world, tooLarge),
    ExpiredTokenException: (world) => assume(world, {}, {}, Date.now() - 3_600_000),
    IDPRejectedClaimException: (world) =>
      assume(world, {}, { 'https://aws.amazon.com/tags': { principal_tags: { 'a\nb': ['x'] }, transitive_tag_keys: [] } }),
    IDPCommunicationErrorException: async (world) => {
      const gone = await startTokenIssuer()
      await world.iam.send(new CreateOpenIDConnectProviderCommand({ Url: gone.url, ClientIDList: [aud] }))
      await gone.stop()
      return { RoleArn: world.roleArn, RoleSessionName, WebIdentityToken: await gone.sign({ aud, sub: 'somebody' }) }
    },
  },
  AssumeRoleWithSAML: {
    MalformedPolicyDocumentException: (world) => assumeWithSaml(world, malformed),
    PackedPolicyTooLargeException: (world) => assumeWithSaml(world, tooLarge),
    ExpiredTokenException: (world) => assumeWithSaml(world, {}, (said) => Object.assign(said, { issuedAt: new Date(0) })),
    IDPRejectedClaimException: (world) => assumeWithSaml(world, {}, (said) => Object.assign(said, { status: 'refused' })),
    InvalidIdentityTokenException: (world) => assumeWithSaml(world, { SAMLAssertion: 'nothing' }),
  },
  GetFederationToken: {
    MalformedPolicyDocumentException: () => ({ Name: 'test', ...malformed }),
    PackedPolicyTooLargeException: () => ({ Name: 'test', ...tooLarge }),
  },
}

const excused: readonly Excuse[] = [
  { error: 'RegionDisabledException', reason: 'sessions are made in every Region, enabled or not' },
  { error: 'ExpiredTokenException', operations: ['AssumeRole'], reason: 'ProvidedContexts, which hold a token, are not offered' },
]

testModelledErrors<StsWorld>({
  serviceId,
  commands,
  start: async () => {
    const [world, issuer] = await Promise.all([startServerWorld(), startTokenIssuer()])
    const iam = new IAMClient(world.admin)
    await iam.send(new CreateOpenIDConnectProviderCommand({ Url: issuer.url, ClientIDList: [aud] }))
    const idp = createAssertionSigner()
    const saml = await iam.send(new CreateSAMLProviderCommand({ Name: 'Example', SAMLMetadataDocument: idp.metadata }))
    const samlProviderArn = given(saml.SAMLProviderArn)
    const admin = new commands.STSClient(world.admin)
    const { Account } = await admin.send(new commands.GetCallerIdentityCommand({}))
    const Federated = [`arn:aws:iam::${Account}:oidc-provider/${issuer.url.slice(7)}`, samlProviderArn]
    const Principal = { AWS: `arn:aws:iam::${Account}:root`, Federated }
    const Action = ['sts:AssumeRole', 'sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity', 'sts:TagSession']
    const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal, Action }] }
    const role = { RoleName: 'entered', AssumeRolePolicyDocument: JSON.stringify(trust) }
    const { Role } = await iam.send(new CreateRoleCommand(role))
    const stop = async () => {
      await Promise.all([world.stop(), issuer.stop()])
    }
    return { ...world, admin, iam, issuer, idp, samlProviderArn, roleArn: given(Role?.Arn), stop }
  },
  everywhere: {
    InvalidAuthorizationMessageException: (_, operation) => minimalInput(model, operation),
    InvalidIdentityTokenException: (_, operation) => minimalInput(model, operation),
  },
  cases,
  excused,
})
