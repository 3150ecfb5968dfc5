import {
  AddRegionCommand,
  AttachCustomerManagedPolicyReferenceToPermissionSetCommand,
  AttachManagedPolicyToPermissionSetCommand,
  CreateAccountAssignmentCommand,
  CreateApplicationAssignmentCommand,
  CreateInstanceAccessControlAttributeConfigurationCommand,
  CreateInstanceCommand,
  CreateTrustedTokenIssuerCommand,
  DescribeApplicationCommand,
  DescribePermissionSetCommand,
  SSOAdminClient,
  UpdateInstanceCommand,
} from '@aws-sdk/client-sso-admin'
import { given } from '../organizations-stage.ts'
import type { IdentityCenterWorld } from './identity-center-world.ts'
import { as, type Cases, type World } from './matrix.ts'

export type CenterWorld = IdentityCenterWorld & World

const absentSet = 'arn:aws:sso:::permissionSet/ssoins-0123456789abcdef/ps-0123456789abcdef'
const customProvider = 'arn:aws:sso::aws:applicationProvider/custom'
const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess'

async function newSet(world: CenterWorld): Promise<{ InstanceArn: string; PermissionSetArn: string }> {
  return { InstanceArn: world.instanceArn, PermissionSetArn: await world.permissionSet() }
}

const customerPolicy = (Name: string) => ({ CustomerManagedPolicyReference: { Name } })

async function assigned(world: CenterWorld): Promise<{ InstanceArn: string; PermissionSetArn: string }> {
  const set = await newSet(world)
  const target = { TargetType: 'AWS_ACCOUNT', TargetId: world.accountId } as const
  const principal = { PrincipalType: 'GROUP', PrincipalId: await world.group() } as const
  await world.center.send(new CreateAccountAssignmentCommand({ ...set, ...target, ...principal }))
  return set
}

const tags = (count: number) => Array.from({ length: count }, (_, index) => ({ Key: `key${index}`, Value: '' }))

export const permissionSetCases: Cases<CenterWorld> = {
  CreatePermissionSet: {
    ConflictException: async (world) => {
      const set = await newSet(world)
      const { PermissionSet } = await world.center.send(new DescribePermissionSetCommand(set))
      return { InstanceArn: world.instanceArn, Name: PermissionSet?.Name }
    },
  },
  DeletePermissionSet: { ConflictException: assigned },
  AttachManagedPolicyToPermissionSet: {
    ConflictException: async (world) => {
      const attachment = { ...(await newSet(world)), ManagedPolicyArn: readOnly }
      await world.center.send(new AttachManagedPolicyToPermissionSetCommand(attachment))
      return attachment
    },
    ServiceQuotaExceededException: async (world) => fullOfPolicies(world, (set) => ({ ...set, ManagedPolicyArn: readOnly })),
  },
  AttachCustomerManagedPolicyReferenceToPermissionSet: {
    ConflictException: async (world) => {
      const attachment = { ...(await newSet(world)), ...customerPolicy('Example') }
      await world.center.send(new AttachCustomerManagedPolicyReferenceToPermissionSetCommand(attachment))
      return attachment
    },
    ServiceQuotaExceededException: async (world) => fullOfPolicies(world, (set) => ({ ...set, ...customerPolicy('OneMore') })),
  },
  PutInlinePolicyToPermissionSet: {
    ResourceNotFoundException: ({ instanceArn: InstanceArn }) => ({
      ...{ InstanceArn, PermissionSetArn: absentSet },
      InlinePolicy: '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}',
    }),
  },
  ProvisionPermissionSet: {
    ResourceNotFoundException: ({ instanceArn: InstanceArn }) => ({
      ...{ InstanceArn, PermissionSetArn: absentSet, TargetType: 'ALL_PROVISIONED_ACCOUNTS' },
    }),
  },
  TagResource: {
    ResourceNotFoundException: (world) => ({ InstanceArn: world.instanceArn, ResourceArn: absentSet, Tags: tags(1) }),
    ServiceQuotaExceededException: async (world) => {
      const { InstanceArn, PermissionSetArn: ResourceArn } = await newSet(world)
      await world.sql(
        `insert into sso_admin.resource_tags (resource_arn, key, value) select $1, 'more' || i, '' from generate_series(1, 50) i`,
        [ResourceArn],
      )
      return { InstanceArn, ResourceArn, Tags: tags(1) }
    },
  },
  UntagResource: {
    ResourceNotFoundException: (world) => ({ InstanceArn: world.instanceArn, ResourceArn: absentSet, TagKeys: ['team'] }),
  },
  ListTagsForResource: { ResourceNotFoundException: (world) => ({ InstanceArn: world.instanceArn, ResourceArn: absentSet }) },
}

/** A permission set that has as many policies as one can have. */
async function fullOfPolicies(
  world: CenterWorld,
  input: (set: { InstanceArn: string; PermissionSetArn: string }) => object,
): Promise<object> {
  const set = await newSet(world)
  for (let place = 1; place <= 20; place++) {
    await world.center.send(new AttachCustomerManagedPolicyReferenceToPermissionSetCommand({ ...set, ...customerPolicy(`Place${place}`) }))
  }
  return input(set)
}

const issuer = (Name: string, url = `https://${Name}.example.com`) => ({
  ...{ Name, TrustedTokenIssuerType: 'OIDC_JWT' as const },
  TrustedTokenIssuerConfiguration: {
    OidcJwtConfiguration: {
      ...{ IssuerUrl: url, ClaimAttributePath: 'email', IdentityStoreAttributePath: 'emails.value' },
      JwksRetrievalOption: 'OPEN_ID_DISCOVERY' as const,
    },
  },
})

export const applicationCases: Cases<CenterWorld> = {
  CreateApplication: {
    ConflictException: async (world) => ({
      ...{ InstanceArn: world.instanceArn, ApplicationProviderArn: customProvider },
      Name: await nameOf(world, await world.application()),
    }),
  },
  UpdateApplication: {
    ConflictException: async (world) => ({
      ApplicationArn: await world.application(),
      Name: await nameOf(world, await world.application()),
    }),
  },
  CreateApplicationAssignment: {
    ConflictException: async (world) => {
      const ApplicationArn = await world.application()
      const assignment = { ApplicationArn, PrincipalType: 'GROUP' as const, PrincipalId: await world.group() }
      await world.center.send(new CreateApplicationAssignmentCommand(assignment))
      return assignment
    },
  },
  DescribeApplicationProvider: {
    ResourceNotFoundException: () => ({ ApplicationProviderArn: 'arn:aws:sso::aws:applicationProvider/absent' }),
  },
  UpdateTrustedTokenIssuer: {
    ConflictException: async ({ center, instanceArn: InstanceArn, name }) => {
      const [first, second] = [issuer(name()), issuer(name())]
      await center.send(new CreateTrustedTokenIssuerCommand({ InstanceArn, ...first }))
      const { TrustedTokenIssuerArn } = await center.send(new CreateTrustedTokenIssuerCommand({ InstanceArn, ...second }))
      return { TrustedTokenIssuerArn, Name: first.Name }
    },
  },
  CreateTrustedTokenIssuer: {
    ConflictException: async ({ center, instanceArn: InstanceArn, name }) => {
      const given = issuer(name())
      await center.send(new CreateTrustedTokenIssuerCommand({ InstanceArn, ...given }))
      return { InstanceArn, ...given, ...issuer(given.Name, 'https://other.example.com') }
    },
    ServiceQuotaExceededException: async ({ center, instanceArn: InstanceArn, name }) => {
      for (let place = 1; place <= 10; place++) {
        const made = await center.send(new CreateTrustedTokenIssuerCommand({ InstanceArn, ...issuer(name()) })).catch((error) => error)
        if (made instanceof Error) break
      }
      return { InstanceArn, ...issuer(name()) }
    },
  },
}

async function nameOf(world: CenterWorld, ApplicationArn: string): Promise<string> {
  return given((await world.center.send(new DescribeApplicationCommand({ ApplicationArn }))).Name)
}

const copiedKey = 'mrk-0123456789abcdef0123456789abcdef'
const attributes = {
  InstanceAccessControlAttributeConfiguration: {
    AccessControlAttributes: [{ Key: 'team', Value: { Source: ['$' + '{path:enterprise.department}'] } }],
  },
}

export const instanceCases: Cases<CenterWorld> = {
  DescribeInstanceAccessControlAttributeConfiguration: {
    ResourceNotFoundException: ({ instanceArn: InstanceArn }) => ({ InstanceArn }),
  },
  UpdateInstanceAccessControlAttributeConfiguration: {
    ResourceNotFoundException: ({ instanceArn: InstanceArn }) => ({ InstanceArn, ...attributes }),
  },
  DeleteInstanceAccessControlAttributeConfiguration: {
    ResourceNotFoundException: ({ instanceArn: InstanceArn }) => ({ InstanceArn }),
  },
  CreateInstanceAccessControlAttributeConfiguration: {
    ConflictException: async ({ center, instanceArn: InstanceArn }) => {
      await center.send(new CreateInstanceAccessControlAttributeConfigurationCommand({ InstanceArn, ...attributes }))
      return { InstanceArn, ...attributes }
    },
  },
  CreateInstance: {
    ConflictException: async ({ member }) => {
      const client = new SSOAdminClient((await member()).settings)
      await client.send(new CreateInstanceCommand({ Name: 'Mine' }))
      return as(client, { Name: 'Another' })
    },
  },
  DeleteInstance: { ConflictException: ({ instanceArn: InstanceArn }) => ({ InstanceArn }) },
  UpdateInstance: {
    ConflictException: async ({ center, instanceArn: InstanceArn, accountId }) => {
      const key = { KeyType: 'CUSTOMER_MANAGED_KEY' as const, KmsKeyArn: `arn:aws:kms:us-east-1:${accountId}:key/${copiedKey}` }
      await center.send(new UpdateInstanceCommand({ InstanceArn, EncryptionConfiguration: key }))
      await center.send(new AddRegionCommand({ InstanceArn, RegionName: 'eu-west-1' }))
      return { InstanceArn, EncryptionConfiguration: { KeyType: 'AWS_OWNED_KMS_KEY' } }
    },
  },
  AddRegion: { ConflictException: ({ instanceArn: InstanceArn }) => ({ InstanceArn, RegionName: 'eu-west-1' }) },
  DescribeRegion: { ResourceNotFoundException: ({ instanceArn: InstanceArn }) => ({ InstanceArn, RegionName: 'sa-east-1' }) },
  RemoveRegion: {
    ResourceNotFoundException: ({ instanceArn: InstanceArn }) => ({ InstanceArn, RegionName: 'sa-east-1' }),
    ConflictException: async ({ instanceArn: InstanceArn, sql }) => {
      await sql(`update sso_admin.regions set changed_at = now() + interval '1 hour'`)
      return { InstanceArn, RegionName: 'eu-west-1' }
    },
  },
}
