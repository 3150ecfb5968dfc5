import { CloseAccountCommand, DescribeAccountCommand, EnableAWSServiceAccessCommand } from '@aws-sdk/client-organizations'
import { randomAccountId } from '../../../src/random.ts'
import { as, type Cases } from './matrix.ts'
import { managementAccountId, type OrganizationsWorld } from './organizations-world.ts'

const absentAccount = '000000000000'
const access = 'access-analyzer.amazonaws.com'
const guard = 'guardduty.amazonaws.com'
const config = 'config.amazonaws.com'

async function closed(world: OrganizationsWorld): Promise<string> {
  const { id: AccountId } = await world.account()
  await world.admin.send(new CloseAccountCommand({ AccountId }))
  await world.admin.send(new DescribeAccountCommand({ AccountId }))
  return AccountId
}

/** Closes one account more of an organization that has closed so many, done or to be done so long from now. */
async function afterClosing(world: OrganizationsWorld, closed: number, ends: string): Promise<object> {
  const { id, client } = await world.stranger()
  const first = randomAccountId().slice(0, 8)
  await world.sql(
    `insert into organizations.accounts (id, organization_id, parent_id, name, email, state, joined_method, joined_at, created_at, closes_at)
     select $2 || lpad(i::text, 4, '0'), organization_id, parent_id, 'closed', $2 || i || '@example.com',
       case i when 0 then 'ACTIVE' else 'PENDING_CLOSURE' end, 'CREATED', joined_at, created_at,
       case i when 0 then null else now() + $4::interval end
     from organizations.accounts, generate_series(0, $3::int) i where id = $1`,
    [id, first, closed, ends],
  )
  await world.sql('update organizations.organizations set account_count = $2 where management_account_id = $1', [id, closed + 2])
  return as(client, { AccountId: `${first}0000` })
}

const administered = (AccountId: string, ServicePrincipal: string) => ({ AccountId, ServicePrincipal })
const tag = { Key: 'Stage', Value: 'nowhere' }

/** Accounts, delegated administrators and trusted services. */
export const accountCases: Cases<OrganizationsWorld> = {
  CloseAccount: {
    AccountNotFoundException: () => ({ AccountId: absentAccount }),
    ConflictException: async (world) => {
      const { id: AccountId } = await world.account()
      await world.sql(`update organizations.accounts set state = 'PENDING_CLOSURE', closes_at = now() + interval '1 hour' where id = $1`, [
        AccountId,
      ])
      return { AccountId }
    },
    AccountAlreadyClosedException: async (world) => ({ AccountId: await closed(world) }),
    'ConstraintViolationException CANNOT_CLOSE_MANAGEMENT_ACCOUNT': () => ({ AccountId: managementAccountId }),
    'ConstraintViolationException ORGANIZATION_NOT_IN_ALL_FEATURES_MODE': ({ billing }) => as(billing.client, { AccountId: absentAccount }),
    'ConstraintViolationException CLOSE_ACCOUNT_REQUESTS_LIMIT_EXCEEDED': (world) => afterClosing(world, 3, '1 hour'),
    'ConstraintViolationException CLOSE_ACCOUNT_QUOTA_EXCEEDED': (world) => afterClosing(world, 250, '-1 day'),
  },
  CreateAccount: {
    'ConstraintViolationException TAG_POLICY_VIOLATION': (world) => ({ AccountName: world.name(), Email: 'x@example.com', Tags: [tag] }),
    'InvalidInputException DUPLICATE_TAG_KEY': () => ({ AccountName: 'x', Email: 'x@example.com', Tags: [tag, tag] }),
    'InvalidInputException MIN_LENGTH_EXCEEDED': () => ({ AccountName: '', Email: 'x@example.com' }),
    'InvalidInputException MAX_LENGTH_EXCEEDED': () => ({ AccountName: 'x'.repeat(51), Email: 'x@example.com' }),
  },
  CreateGovCloudAccount: {
    'ConstraintViolationException MASTER_ACCOUNT_NOT_GOVCLOUD_ENABLED': () => ({ AccountName: 'gov', Email: 'gov@example.com' }),
  },
  DescribeAccount: {
    AccountNotFoundException: () => ({ AccountId: absentAccount }),
    'InvalidInputException INVALID_PATTERN': () => ({ AccountId: 'example' }),
    'InvalidInputException INPUT_REQUIRED': () => ({}),
  },
  RemoveAccountFromOrganization: {
    AccountNotFoundException: () => ({ AccountId: absentAccount }),
    MasterCannotLeaveOrganizationException: () => ({ AccountId: managementAccountId }),
    'ConstraintViolationException CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG': async (world) => {
      return { AccountId: (await world.delegate('sso.amazonaws.com')).id }
    },
  },
  RegisterDelegatedAdministrator: {
    AccountNotFoundException: () => administered(absentAccount, access),
    AccountAlreadyRegisteredException: async (world) => administered((await world.delegate(access)).id, access),
    'ConstraintViolationException CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR': () => administered(managementAccountId, access),
    'ConstraintViolationException CANNOT_REGISTER_SUSPENDED_ACCOUNT_AS_DELEGATED_ADMINISTRATOR': async (world) =>
      administered(await closed(world), access),
    'ConstraintViolationException SERVICE_ACCESS_NOT_ENABLED': ({ member }) => administered(member.id, 'ssm.amazonaws.com'),
    'ConstraintViolationException DELEGATED_ADMINISTRATOR_EXISTS_FOR_THIS_SERVICE': async (world) => {
      await world.delegate(guard)
      return administered(world.member.id, guard)
    },
    'ConstraintViolationException MAX_DELEGATED_ADMINISTRATORS_FOR_SERVICE_LIMIT_EXCEEDED': async (world) => {
      for (let place = 1; place <= 3; place++) await world.delegate(config)
      return administered(world.member.id, config)
    },
    'InvalidInputException UNRECOGNIZED_SERVICE_PRINCIPAL': ({ member }) => administered(member.id, 'example.com'),
  },
  DeregisterDelegatedAdministrator: {
    AccountNotFoundException: () => administered(absentAccount, access),
    AccountNotRegisteredException: ({ member }) => administered(member.id, access),
    ConstraintViolationException: ({ billing, member }) => as(billing.client, administered(member.id, access)),
  },
  ListDelegatedServicesForAccount: {
    AccountNotFoundException: () => ({ AccountId: absentAccount }),
    AccountNotRegisteredException: ({ member }) => ({ AccountId: member.id }),
  },
  EnableAWSServiceAccess: {
    'ConstraintViolationException ORGANIZATION_NOT_IN_ALL_FEATURES_MODE': ({ billing }) => as(billing.client, { ServicePrincipal: access }),
  },
  DisableAWSServiceAccess: {
    'ConstraintViolationException ORGANIZATION_NOT_IN_ALL_FEATURES_MODE': ({ billing }) => as(billing.client, { ServicePrincipal: access }),
    'ConstraintViolationException POLICY_TYPE_ENABLED_FOR_THIS_SERVICE': async (world) => {
      await world.admin.send(new EnableAWSServiceAccessCommand({ ServicePrincipal: 'inspector2.amazonaws.com' }))
      await world.enable('INSPECTOR_POLICY')
      return { ServicePrincipal: 'inspector2.amazonaws.com' }
    },
  },
  ListAccounts: {
    'InvalidInputException INVALID_NEXT_TOKEN': () => ({ NextToken: 'of somebody else' }),
    'InvalidInputException MIN_VALUE_EXCEEDED': () => ({ MaxResults: 0 }),
    'InvalidInputException MAX_VALUE_EXCEEDED': () => ({ MaxResults: 21 }),
  },
  TagResource: {
    TargetNotFoundException: () => ({ ResourceId: absentAccount, Tags: [{ Key: 'team', Value: 'blue' }] }),
    'ConstraintViolationException MAX_TAG_LIMIT_EXCEEDED': ({ member }) => ({
      ResourceId: member.id,
      Tags: Array.from({ length: 51 }, (_, index) => ({ Key: `key${index}`, Value: '' })),
    }),
    'InvalidInputException INVALID_SYSTEM_TAGS_PARAMETER': ({ member }) => ({
      ResourceId: member.id,
      Tags: [{ Key: 'aws:example', Value: '' }],
    }),
  },
  UntagResource: { TargetNotFoundException: () => ({ ResourceId: absentAccount, TagKeys: ['Stage'] }) },
  ListTagsForResource: { TargetNotFoundException: () => ({ ResourceId: absentAccount }) },
}
