import {
  AddRoleToInstanceProfileCommand,
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateAccountAliasCommand,
  CreateGroupCommand,
  CreateInstanceProfileCommand,
  CreateOpenIDConnectProviderCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  CreateServiceLinkedRoleCommand,
  CreateUserCommand,
  IAMClient,
  PutRolePolicyCommand,
  TagInstanceProfileCommand,
  TagOpenIDConnectProviderCommand,
  TagPolicyCommand,
  TagRoleCommand,
  TagUserCommand,
} from '@aws-sdk/client-iam'
import { allowing, trustOf } from '../iam-stage.ts'
import { given } from '../organizations-stage.ts'
import { as, type Cases } from './matrix.ts'
import type { ServerWorld } from './server-world.ts'

export type IamWorld = Omit<ServerWorld, 'admin'> & { readonly admin: IAMClient }

const document = allowing('s3:ListAllMyBuckets')
const trust = trustOf({ Service: 'ec2.amazonaws.com' })
const tooLong = allowing(`s3:${'x'.repeat(12_000)}`)
const tags = (count: number) => Array.from({ length: count }, (_, index) => ({ Key: `key${index}`, Value: '' }))
export const reserved = [{ Key: 'aws:example', Value: '' }]
/** Only a service's own role has it. */
const ofServiceRoles = 'arn:aws:iam::aws:policy/aws-service-role/AWSSupportServiceRolePolicy'
const absentPolicy = 'arn:aws:iam::aws:policy/AbsentAccess'

export const newUser = async ({ admin, name }: IamWorld): Promise<{ UserName: string }> => {
  const UserName = name()
  await admin.send(new CreateUserCommand({ UserName }))
  return { UserName }
}
const newGroup = async ({ admin, name }: IamWorld): Promise<{ GroupName: string }> => {
  const GroupName = name()
  await admin.send(new CreateGroupCommand({ GroupName }))
  return { GroupName }
}
const newRole = async ({ admin, name }: IamWorld): Promise<{ RoleName: string }> => {
  const RoleName = name()
  await admin.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust }))
  return { RoleName }
}
const newPolicy = async ({ admin, name }: IamWorld): Promise<{ PolicyArn: string }> => {
  const { Policy } = await admin.send(new CreatePolicyCommand({ PolicyName: name(), PolicyDocument: document }))
  return { PolicyArn: given(Policy?.Arn) }
}
/** A role that AWS's services own. */
const protectedRole = async ({ admin, name }: IamWorld): Promise<{ RoleName: string }> => {
  const AWSServiceName = 'guardduty.amazonaws.com'
  const { Role } = await admin.send(new CreateServiceLinkedRoleCommand({ AWSServiceName, CustomSuffix: name() }))
  return { RoleName: given(Role?.RoleName) }
}

/** As many policies as one can have attached, and one more to attach. */
async function eleventhPolicy(
  world: IamWorld,
  attach: (policy: { PolicyArn: string }) => Promise<unknown>,
): Promise<{ PolicyArn: string }> {
  for (let place = 1; place <= 10; place++) await attach(await newPolicy(world))
  return newPolicy(world)
}

/** An account of its own that has as many of a kind as it can have: `make` makes one, which is copied; gives its client. */
async function fullAccount(world: IamWorld, count: number, make: (world: IamWorld) => Promise<object>): Promise<IAMClient> {
  const admin = new IAMClient((await world.member()).settings)
  const [name] = Object.values(await make({ ...world, admin }))
  await world.sql(
    `insert into iam.principals
     select (jsonb_populate_record(p, jsonb_build_object('arn', p.arn || '-' || i, 'name', p.name || '-' || i, 'unique_id', p.unique_id || i))).*
     from iam.principals p, generate_series(2, $2::int) i where p.name = $1`,
    [name, count],
  )
  return admin
}

/** A resource that has fifty tags, and the one more that is asked for. */
export async function fullOfTags<Resource extends object>(
  resource: Resource,
  tag: (input: Resource & { Tags: { Key: string; Value: string }[] }) => Promise<unknown>,
) {
  await tag({ ...resource, Tags: tags(50) })
  return { ...resource, Tags: [{ Key: 'more', Value: '' }] }
}

export const userCases: Cases<IamWorld> = {
  CreateUser: {
    EntityAlreadyExistsException: newUser,
    NoSuchEntityException: ({ name }) => ({ UserName: name(), PermissionsBoundary: absentPolicy }),
    InvalidInputException: ({ name }) => ({ UserName: name(), Tags: reserved }),
    LimitExceededException: async (world) => as(await fullAccount(world, 5_000, newUser), { UserName: 'OneMore' }),
  },
  UpdateUser: {
    EntityAlreadyExistsException: async (world) => ({
      ...(await newUser(world)),
      NewUserName: (await newUser(world)).UserName,
    }),
  },
  DeleteUser: {
    DeleteConflictException: async (world) => {
      const user = await newUser(world)
      await world.admin.send(new CreateAccessKeyCommand(user))
      return user
    },
  },
  CreateAccessKey: {
    LimitExceededException: async (world) => {
      const user = await newUser(world)
      for (let place = 1; place <= 2; place++) await world.admin.send(new CreateAccessKeyCommand(user))
      return user
    },
  },
  AttachUserPolicy: {
    PolicyNotAttachableException: async (world) => ({ ...(await newUser(world)), PolicyArn: ofServiceRoles }),
    LimitExceededException: async (world) => {
      const user = await newUser(world)
      return {
        ...user,
        ...(await eleventhPolicy(world, (policy) => world.admin.send(new AttachUserPolicyCommand({ ...user, ...policy })))),
      }
    },
  },
  PutUserPermissionsBoundary: {
    PolicyNotAttachableException: async (world) => ({ ...(await newUser(world)), PermissionsBoundary: ofServiceRoles }),
  },
  PutUserPolicy: {
    NoSuchEntityException: () => ({ UserName: 'absent', PolicyName: 'Example', PolicyDocument: document }),
    LimitExceededException: async (world) => ({ ...(await newUser(world)), PolicyName: 'Example', PolicyDocument: tooLong }),
  },
  TagUser: {
    InvalidInputException: async (world) => ({ ...(await newUser(world)), Tags: reserved }),
    LimitExceededException: async (world) => fullOfTags(await newUser(world), (input) => world.admin.send(new TagUserCommand(input))),
  },
  CreateGroup: {
    EntityAlreadyExistsException: newGroup,
    LimitExceededException: async (world) => as(await fullAccount(world, 300, newGroup), { GroupName: 'OneMore' }),
  },
  DeleteGroup: {
    DeleteConflictException: async (world) => {
      const [group, user] = [await newGroup(world), await newUser(world)]
      await world.admin.send(new AddUserToGroupCommand({ ...group, ...user }))
      return group
    },
  },
  UpdateGroup: {
    EntityAlreadyExistsException: async (world) => ({
      ...(await newGroup(world)),
      NewGroupName: (await newGroup(world)).GroupName,
    }),
  },
  AddUserToGroup: {
    LimitExceededException: async (world) => {
      const user = await newUser(world)
      for (let place = 1; place <= 10; place++) await world.admin.send(new AddUserToGroupCommand({ ...user, ...(await newGroup(world)) }))
      return { ...user, ...(await newGroup(world)) }
    },
  },
  AttachGroupPolicy: {
    PolicyNotAttachableException: async (world) => ({ ...(await newGroup(world)), PolicyArn: ofServiceRoles }),
    LimitExceededException: async (world) => {
      const group = await newGroup(world)
      return {
        ...group,
        ...(await eleventhPolicy(world, (policy) => world.admin.send(new AttachGroupPolicyCommand({ ...group, ...policy })))),
      }
    },
  },
  PutGroupPolicy: {
    NoSuchEntityException: () => ({ GroupName: 'absent', PolicyName: 'Example', PolicyDocument: document }),
    LimitExceededException: async (world) => ({ ...(await newGroup(world)), PolicyName: 'Example', PolicyDocument: tooLong }),
  },
}

export const roleCases: Cases<IamWorld> = {
  CreateRole: {
    EntityAlreadyExistsException: async (world) => ({ ...(await newRole(world)), AssumeRolePolicyDocument: trust }),
    InvalidInputException: ({ name }) => ({ RoleName: name(), AssumeRolePolicyDocument: trust, Tags: reserved }),
    LimitExceededException: async (world) =>
      as(await fullAccount(world, 1_000, newRole), { RoleName: 'OneMore', AssumeRolePolicyDocument: trust }),
  },
  DeleteRole: {
    DeleteConflictException: async (world) => {
      const role = await newRole(world)
      await world.admin.send(new PutRolePolicyCommand({ ...role, PolicyName: 'Example', PolicyDocument: document }))
      return role
    },
    UnmodifiableEntityException: protectedRole,
  },
  UpdateRole: { UnmodifiableEntityException: protectedRole },
  UpdateRoleDescription: {
    UnmodifiableEntityException: async (world) => ({ ...(await protectedRole(world)), Description: 'mine' }),
  },
  UpdateAssumeRolePolicy: {
    NoSuchEntityException: () => ({ RoleName: 'absent', PolicyDocument: trust }),
    LimitExceededException: async (world) => ({
      ...(await newRole(world)),
      PolicyDocument: trust.replace('"Statement":[{', `"Statement":[{"Sid":"${'x'.repeat(3_000)}",`),
    }),
    UnmodifiableEntityException: async (world) => ({ ...(await protectedRole(world)), PolicyDocument: trust }),
  },
  AttachRolePolicy: {
    PolicyNotAttachableException: async (world) => ({ ...(await newRole(world)), PolicyArn: ofServiceRoles }),
    UnmodifiableEntityException: async (world) => ({ ...(await protectedRole(world)), ...(await newPolicy(world)) }),
    LimitExceededException: async (world) => {
      const role = await newRole(world)
      return {
        ...role,
        ...(await eleventhPolicy(world, (policy) => world.admin.send(new AttachRolePolicyCommand({ ...role, ...policy })))),
      }
    },
  },
  DetachRolePolicy: {
    UnmodifiableEntityException: async (world) => ({ ...(await protectedRole(world)), ...(await newPolicy(world)) }),
  },
  PutRolePolicy: {
    NoSuchEntityException: () => ({ RoleName: 'absent', PolicyName: 'Example', PolicyDocument: document }),
    LimitExceededException: async (world) => ({ ...(await newRole(world)), PolicyName: 'Example', PolicyDocument: tooLong }),
    UnmodifiableEntityException: async (world) => ({
      ...{ ...(await protectedRole(world)), PolicyName: 'Example', PolicyDocument: document },
    }),
  },
  DeleteRolePolicy: {
    UnmodifiableEntityException: async (world) => ({ ...(await protectedRole(world)), PolicyName: 'Example' }),
  },
  PutRolePermissionsBoundary: {
    PolicyNotAttachableException: async (world) => ({ ...(await newRole(world)), PermissionsBoundary: ofServiceRoles }),
    UnmodifiableEntityException: async (world) => ({
      ...{ ...(await protectedRole(world)), PermissionsBoundary: (await newPolicy(world)).PolicyArn },
    }),
  },
  DeleteRolePermissionsBoundary: { UnmodifiableEntityException: protectedRole },
  TagRole: {
    InvalidInputException: async (world) => ({ ...(await newRole(world)), Tags: reserved }),
    LimitExceededException: async (world) => fullOfTags(await newRole(world), (input) => world.admin.send(new TagRoleCommand(input))),
  },
  CreateServiceLinkedRole: {
    InvalidInputException: () => ({ AWSServiceName: 'example.com' }),
  },
}

const newProfile = async ({ admin, name }: IamWorld): Promise<{ InstanceProfileName: string }> => {
  const InstanceProfileName = name()
  await admin.send(new CreateInstanceProfileCommand({ InstanceProfileName }))
  return { InstanceProfileName }
}

async function filledProfile(world: IamWorld): Promise<{ InstanceProfileName: string; RoleName: string }> {
  const filled = { ...(await newProfile(world)), ...(await newRole(world)) }
  await world.admin.send(new AddRoleToInstanceProfileCommand(filled))
  return filled
}

export const profileCases: Cases<IamWorld> = {
  ListServiceSpecificCredentials: {
    ServiceNotSupportedException: async (world) => ({ ...(await newUser(world)), ServiceName: 's3.amazonaws.com' }),
  },
  CreateInstanceProfile: {
    EntityAlreadyExistsException: newProfile,
    InvalidInputException: ({ name }) => ({ InstanceProfileName: name(), Tags: reserved }),
    LimitExceededException: async (world) => {
      const admin = new IAMClient((await world.member()).settings)
      const { InstanceProfileName } = await newProfile({ ...world, admin })
      await world.sql(
        `insert into iam.instance_profiles
         select (jsonb_populate_record(p, jsonb_build_object('arn', p.arn || '-' || i, 'name', p.name || '-' || i))).*
         from iam.instance_profiles p, generate_series(2, 1000) i where p.name = $1`,
        [InstanceProfileName],
      )
      return as(admin, { InstanceProfileName: 'OneMore' })
    },
  },
  DeleteInstanceProfile: { DeleteConflictException: filledProfile },
  AddRoleToInstanceProfile: {
    LimitExceededException: filledProfile,
    UnmodifiableEntityException: async (world) => ({ ...(await newProfile(world)), ...(await protectedRole(world)) }),
  },
  RemoveRoleFromInstanceProfile: {
    UnmodifiableEntityException: async (world) => ({ ...(await newProfile(world)), ...(await protectedRole(world)) }),
  },
  TagInstanceProfile: {
    InvalidInputException: async (world) => ({ ...(await newProfile(world)), Tags: reserved }),
    LimitExceededException: async (world) =>
      fullOfTags(await newProfile(world), (input) => world.admin.send(new TagInstanceProfileCommand(input))),
  },
}

const issuer = (world: IamWorld) => ({ Url: `https://${world.name()}.example.com`, ClientIDList: ['sts.amazonaws.com'] })

async function newProvider(world: IamWorld): Promise<{ OpenIDConnectProviderArn: string }> {
  const { OpenIDConnectProviderArn } = await world.admin.send(
    new CreateOpenIDConnectProviderCommand({ ...issuer(world), ThumbprintList: ['0'.repeat(40)] }),
  )
  return { OpenIDConnectProviderArn: given(OpenIDConnectProviderArn) }
}

export const otherCases: Cases<IamWorld> = {
  CreatePolicy: {
    EntityAlreadyExistsException: async (world) => {
      const { PolicyArn } = await newPolicy(world)
      return { PolicyName: PolicyArn.split('/')[1], PolicyDocument: document }
    },
    InvalidInputException: ({ name }) => ({ PolicyName: name(), PolicyDocument: document, Tags: reserved }),
    LimitExceededException: ({ name }) => ({ PolicyName: name(), PolicyDocument: tooLong }),
  },
  CreatePolicyVersion: {
    NoSuchEntityException: async (world) => ({ PolicyArn: `${(await newPolicy(world)).PolicyArn}0`, PolicyDocument: document }),
    LimitExceededException: async (world) => {
      const version = { ...(await newPolicy(world)), PolicyDocument: document }
      for (let place = 2; place <= 5; place++) await world.admin.send(new CreatePolicyVersionCommand(version))
      return version
    },
  },
  DeletePolicy: {
    DeleteConflictException: async (world) => {
      const [user, policy] = [await newUser(world), await newPolicy(world)]
      await world.admin.send(new AttachUserPolicyCommand({ ...user, ...policy }))
      return policy
    },
  },
  DeletePolicyVersion: { DeleteConflictException: async (world) => ({ ...(await newPolicy(world)), VersionId: 'v1' }) },
  TagPolicy: {
    InvalidInputException: async (world) => ({ ...(await newPolicy(world)), Tags: reserved }),
    LimitExceededException: async (world) => fullOfTags(await newPolicy(world), (input) => world.admin.send(new TagPolicyCommand(input))),
  },
  DeleteAccountAlias: { NoSuchEntityException: () => ({ AccountAlias: 'absent' }) },
  CreateAccountAlias: {
    EntityAlreadyExistsException: async ({ member, name }) => {
      const AccountAlias = name()
      await new IAMClient((await member()).settings).send(new CreateAccountAliasCommand({ AccountAlias }))
      return { AccountAlias }
    },
  },
  GetAccountPasswordPolicy: { NoSuchEntityException: () => ({}) },
  DeleteAccountPasswordPolicy: { NoSuchEntityException: () => ({}) },
  AddClientIDToOpenIDConnectProvider: {
    LimitExceededException: async (world) => {
      const provider = await newProvider(world)
      await world.sql(
        `update iam.openid_providers set client_ids = array(select 'client' || i from generate_series(1, 100) i) where arn = $1`,
        [provider.OpenIDConnectProviderArn],
      )
      return { ...provider, ClientID: 'onemore' }
    },
  },
  TagOpenIDConnectProvider: {
    InvalidInputException: async (world) => ({ ...(await newProvider(world)), Tags: reserved }),
    LimitExceededException: async (world) =>
      fullOfTags(await newProvider(world), (input) => world.admin.send(new TagOpenIDConnectProviderCommand(input))),
  },
  CreateOpenIDConnectProvider: {
    EntityAlreadyExistsException: async (world) => {
      const provider = { ...issuer(world), ThumbprintList: ['0'.repeat(40)] }
      await world.admin.send(new CreateOpenIDConnectProviderCommand(provider))
      return provider
    },
    InvalidInputException: (world) => ({ ...issuer(world), Tags: reserved, ThumbprintList: ['0'.repeat(40)] }),
    LimitExceededException: async (world) => {
      const { OpenIDConnectProviderArn } = await newProvider(world)
      await world.sql(
        `insert into iam.openid_providers
         select (jsonb_populate_record(p, jsonb_build_object('arn', p.arn || i, 'url', p.url || i))).*
         from iam.openid_providers p, generate_series(1, 100) i where p.arn = $1`,
        [OpenIDConnectProviderArn],
      )
      return { ...issuer(world), ThumbprintList: ['0'.repeat(40)] }
    },
  },
}
