import {
  AttachPolicyCommand,
  CreateOrganizationalUnitCommand,
  CreateOrganizationCommand,
  CreatePolicyCommand,
  DeletePolicyCommand,
  DescribePolicyCommand,
  DetachPolicyCommand,
  DisablePolicyTypeCommand,
  EnablePolicyTypeCommand,
  ListPoliciesCommand,
  ListPoliciesForTargetCommand,
  ListRootsCommand,
  ListTagsForResourceCommand,
  ListTargetsForPolicyCommand,
  type PolicyType,
  TagResourceCommand,
  UntagResourceCommand,
  UpdatePolicyCommand,
} from '@aws-sdk/client-organizations'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ClientStage, startClientStage } from './organizations-clients.ts'
import { denying } from './organizations-policies-stage.ts'
import { allPages, given } from './organizations-stage.ts'

// Policies as AWS's own clients see them.

let stage: ClientStage
let organizationId: string
let rootId: string
let unitId: string
let accountId: string

beforeAll(async () => {
  stage = await startClientStage()
  const { Organization } = await stage.admin.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }))
  organizationId = given(Organization?.Id)
  const { Roots = [] } = await stage.admin.send(new ListRootsCommand({}))
  rootId = given(Roots[0]?.Id)
  const { OrganizationalUnit } = await stage.admin.send(new CreateOrganizationalUnitCommand({ ParentId: rootId, Name: 'Unit' }))
  unitId = given(OrganizationalUnit?.Id)
  accountId = await stage.createAccount('member')
})
afterAll(() => stage.close())

let names = 0
async function create(Type: PolicyType = 'SERVICE_CONTROL_POLICY', Content = denying('s3:*')): Promise<string> {
  const { Policy } = await stage.admin.send(new CreatePolicyCommand({ Name: `Policy ${++names}`, Description: '', Type, Content }))
  return given(Policy?.PolicySummary?.Id)
}
const attach = (PolicyId: string, TargetId: string) => stage.admin.send(new AttachPolicyCommand({ PolicyId, TargetId }))
const detach = (PolicyId: string, TargetId: string) => stage.admin.send(new DetachPolicyCommand({ PolicyId, TargetId }))
const enable = (PolicyType: PolicyType) => stage.admin.send(new EnablePolicyTypeCommand({ RootId: rootId, PolicyType }))
const disable = (PolicyType: PolicyType) => stage.admin.send(new DisablePolicyTypeCommand({ RootId: rootId, PolicyType }))
const unknownPolicy = { name: 'PolicyNotFoundException', message: "You specified a policy that doesn't exist." }

describe('policy types', () => {
  test('are enabled once, shown with the root, and disabled with all that is attached', async () => {
    const { Root } = await enable('TAG_POLICY')
    expect(Root?.PolicyTypes).toEqual([{ Type: 'TAG_POLICY', Status: 'ENABLED' }])
    await expect(enable('TAG_POLICY')).rejects.toMatchObject({ name: 'PolicyTypeAlreadyEnabledException' })
    const policyId = await create('TAG_POLICY', '{"tags":{"team":{"tag_key":{"@@assign":"Team"}}}}')
    await attach(policyId, rootId)
    await expect(stage.admin.send(new DeletePolicyCommand({ PolicyId: policyId }))).rejects.toMatchObject({ name: 'PolicyInUseException' })
    expect((await disable('TAG_POLICY')).Root?.PolicyTypes).toEqual([])
    expect((await stage.admin.send(new ListTargetsForPolicyCommand({ PolicyId: policyId }))).Targets).toEqual([])
    await expect(disable('TAG_POLICY')).rejects.toMatchObject({ name: 'PolicyTypeNotEnabledException' })
    await expect(attach(policyId, rootId)).rejects.toMatchObject({ name: 'PolicyTypeNotEnabledException' })
    await stage.admin.send(new DeletePolicyCommand({ PolicyId: policyId }))
  })

  test('are those of the one root', async () => {
    for (const Command of [EnablePolicyTypeCommand, DisablePolicyTypeCommand]) {
      await expect(stage.admin.send(new Command({ RootId: 'r-none', PolicyType: 'TAG_POLICY' }))).rejects.toMatchObject({
        name: 'RootNotFoundException',
        message: "You specified a root that doesn't exist.",
      })
    }
  })
})

describe('a policy', () => {
  beforeAll(() => enable('SERVICE_CONTROL_POLICY'))

  test('is made, described, changed and deleted', async () => {
    const given = {
      Name: 'NoBuckets',
      Description: 'No new buckets',
      Type: 'SERVICE_CONTROL_POLICY',
      Content: denying('s3:CreateBucket'),
    } as const
    const { Policy } = await stage.admin.send(new CreatePolicyCommand({ ...given, Tags: [{ Key: 'team', Value: 'a' }] }))
    const id = Policy?.PolicySummary?.Id ?? ''
    expect(id).toMatch(/^p-[0-9a-z]{8,}$/)
    expect(Policy).toEqual({
      PolicySummary: {
        Id: id,
        Arn: `arn:aws:organizations::${stage.managementAccountId}:policy/${organizationId}/service_control_policy/${id}`,
        Name: 'NoBuckets',
        Description: 'No new buckets',
        Type: 'SERVICE_CONTROL_POLICY',
        AwsManaged: false,
      },
      Content: given.Content,
    })
    expect((await stage.admin.send(new DescribePolicyCommand({ PolicyId: id }))).Policy).toEqual(Policy)
    const renamed = await stage.admin.send(new UpdatePolicyCommand({ PolicyId: id, Name: 'Renamed' }))
    expect(renamed.Policy).toEqual({ ...Policy, PolicySummary: { ...Policy?.PolicySummary, Name: 'Renamed' } })
    const changed = await stage.admin.send(new UpdatePolicyCommand({ PolicyId: id, Content: denying('s3:*'), Description: '' }))
    expect(changed.Policy).toMatchObject({ PolicySummary: { Name: 'Renamed', Description: '' }, Content: denying('s3:*') })
    await stage.admin.send(new DeletePolicyCommand({ PolicyId: id }))
    await expect(stage.admin.send(new DescribePolicyCommand({ PolicyId: id }))).rejects.toMatchObject(unknownPolicy)
  })

  test('has a name that no other of its type has', async () => {
    const id = await create()
    const duplicate = { name: 'DuplicatePolicyException', message: 'A policy with the same name already exists.' }
    const again = { Description: '', Type: 'SERVICE_CONTROL_POLICY', Content: denying('s3:*') } as const
    for (const Name of [`Policy ${names}`, 'FullAWSAccess']) {
      await expect(stage.admin.send(new CreatePolicyCommand({ ...again, Name }))).rejects.toMatchObject(duplicate)
    }
    const other = await create()
    for (const Name of [`Policy ${names - 1}`, 'FullAWSAccess']) {
      await expect(stage.admin.send(new UpdatePolicyCommand({ PolicyId: other, Name }))).rejects.toMatchObject(duplicate)
    }
    await stage.admin.send(new UpdatePolicyCommand({ PolicyId: other, Name: `Policy ${names}` }))
    for (const PolicyId of [id, other]) await stage.admin.send(new DeletePolicyCommand({ PolicyId }))
  })

  test('that does not exist is not found by any operation', async () => {
    const PolicyId = 'p-00000000'
    for (const command of [
      new DescribePolicyCommand({ PolicyId }),
      new UpdatePolicyCommand({ PolicyId, Name: 'x' }),
      new DeletePolicyCommand({ PolicyId }),
      new AttachPolicyCommand({ PolicyId, TargetId: rootId }),
      new DetachPolicyCommand({ PolicyId, TargetId: rootId }),
      new ListTargetsForPolicyCommand({ PolicyId }),
    ]) {
      await expect(stage.admin.send(command as DescribePolicyCommand)).rejects.toMatchObject(unknownPolicy)
    }
  })

  test('of AWS is read like any other, and cannot be changed, deleted or tagged', async () => {
    const PolicyId = 'p-FullAWSAccess'
    const { Policy } = await stage.admin.send(new DescribePolicyCommand({ PolicyId }))
    expect(Policy?.PolicySummary).toEqual({
      Id: PolicyId,
      Arn: 'arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess',
      Name: 'FullAWSAccess',
      Description: 'Allows access to every operation',
      Type: 'SERVICE_CONTROL_POLICY',
      AwsManaged: true,
    })
    for (const command of [
      new UpdatePolicyCommand({ PolicyId, Name: 'x' }),
      new DeletePolicyCommand({ PolicyId }),
      new TagResourceCommand({ ResourceId: PolicyId, Tags: [{ Key: 'a', Value: 'b' }] }),
    ]) {
      const refusal = { name: 'InvalidInputException', Reason: 'IMMUTABLE_POLICY' }
      await expect(stage.admin.send(command as UpdatePolicyCommand)).rejects.toMatchObject(refusal)
    }
  })

  test('carries tags', async () => {
    const ResourceId = await create()
    await stage.admin.send(
      new TagResourceCommand({
        ResourceId,
        Tags: [
          { Key: 'a', Value: '1' },
          { Key: 'b', Value: '2' },
        ],
      }),
    )
    await stage.admin.send(new UntagResourceCommand({ ResourceId, TagKeys: ['a'] }))
    expect((await stage.admin.send(new ListTagsForResourceCommand({ ResourceId }))).Tags).toEqual([{ Key: 'b', Value: '2' }])
    await stage.admin.send(new DeletePolicyCommand({ PolicyId: ResourceId }))
    await expect(stage.admin.send(new ListTagsForResourceCommand({ ResourceId }))).rejects.toMatchObject({
      name: 'TargetNotFoundException',
    })
  })

  test('is refused with wrong tags, and not made', async () => {
    const tags = [
      { Key: 'a', Value: '1' },
      { Key: 'a', Value: '2' },
    ]
    const input = { Name: 'Tagged', Description: '', Type: 'SERVICE_CONTROL_POLICY', Content: denying('s3:*'), Tags: tags } as const
    const refusal = { name: 'InvalidInputException', Reason: 'DUPLICATE_TAG_KEY' }
    await expect(stage.admin.send(new CreatePolicyCommand({ ...input, Tags: tags }))).rejects.toMatchObject(refusal)
    const { Policies } = await stage.admin.send(new ListPoliciesCommand({ Filter: 'SERVICE_CONTROL_POLICY' }))
    expect(Policies?.map(({ Name }) => Name)).not.toContain('Tagged')
  })
})

describe('attaching', () => {
  test('lists policy and target for one another, over pages', async () => {
    const policyIds = [await create(), await create()].sort()
    for (const policyId of policyIds) for (const target of [rootId, unitId, accountId]) await attach(policyId, target)
    const policies = await allPages(async (NextToken) => {
      const input = { TargetId: unitId, Filter: 'SERVICE_CONTROL_POLICY', MaxResults: 1, NextToken } as const
      const page = await stage.admin.send(new ListPoliciesForTargetCommand(input))
      return { items: page.Policies, nextToken: page.NextToken }
    })
    expect(policies.pages).toBe(3)
    expect(policies.items.map(({ Id }) => Id).sort()).toEqual([...policyIds, 'p-FullAWSAccess'].sort())
    const targets = await allPages(async (NextToken) => {
      const page = await stage.admin.send(new ListTargetsForPolicyCommand({ PolicyId: policyIds[0], MaxResults: 2, NextToken }))
      return { items: page.Targets, nextToken: page.NextToken }
    })
    const arn = (resource: string) => `arn:aws:organizations::${stage.managementAccountId}:${resource}`
    expect(targets.items).toHaveLength(3)
    expect(targets.items).toEqual(
      expect.arrayContaining([
        { TargetId: rootId, Arn: arn(`root/${organizationId}/${rootId}`), Name: 'Root', Type: 'ROOT' },
        { TargetId: unitId, Arn: arn(`ou/${organizationId}/${unitId}`), Name: 'Unit', Type: 'ORGANIZATIONAL_UNIT' },
        { TargetId: accountId, Arn: arn(`account/${organizationId}/${accountId}`), Name: 'member', Type: 'ACCOUNT' },
      ]),
    )
    for (const policyId of policyIds) for (const target of [rootId, unitId, accountId]) await detach(policyId, target)
  })

  test('happens once, and only what is attached is detached', async () => {
    const policyId = await create()
    await attach(policyId, unitId)
    await expect(attach(policyId, unitId)).rejects.toMatchObject({
      name: 'DuplicatePolicyAttachmentException',
      message: 'The selected policy is already attached to the specified target.',
    })
    await detach(policyId, unitId)
    await expect(detach(policyId, unitId)).rejects.toMatchObject({ name: 'PolicyNotAttachedException' })
  })

  test('ends at five service control policies, FullAWSAccess among them; one stays', async () => {
    const policyIds = [await create(), await create(), await create(), await create()]
    for (const policyId of policyIds) await attach(policyId, unitId)
    await expect(attach(await create(), unitId)).rejects.toMatchObject({
      name: 'ConstraintViolationException',
      Reason: 'MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED',
    })
    await detach('p-FullAWSAccess', unitId)
    for (const policyId of policyIds.slice(1)) await detach(policyId, unitId)
    await expect(detach(policyIds[0] ?? '', unitId)).rejects.toMatchObject({
      name: 'ConstraintViolationException',
      Reason: 'MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED',
      message: 'You cannot remove the last policy attached to the specified target. You should have at least one attached policy.',
    })
    await attach('p-FullAWSAccess', unitId)
    await detach(policyIds[0] ?? '', unitId)
  })

  test('of RCPFullAWSAccess cannot be undone', async () => {
    await enable('RESOURCE_CONTROL_POLICY')
    await expect(detach('p-RCPFullAWSAccess', unitId)).rejects.toMatchObject({
      name: 'InvalidInputException',
      Reason: 'NON_DETACHABLE_POLICY',
    })
    await disable('RESOURCE_CONTROL_POLICY')
  })

  test('needs a target of the organization', async () => {
    const missing = { name: 'TargetNotFoundException', message: "You specified a target that doesn't exist." }
    for (const TargetId of ['000000000000', 'r-none', `ou-${rootId.slice(2)}-00000000`]) {
      await expect(attach('p-FullAWSAccess', TargetId)).rejects.toMatchObject(missing)
      await expect(detach('p-FullAWSAccess', TargetId)).rejects.toMatchObject(missing)
      const list = new ListPoliciesForTargetCommand({ TargetId, Filter: 'SERVICE_CONTROL_POLICY' })
      await expect(stage.admin.send(list)).rejects.toMatchObject(missing)
    }
    const malformed = { name: 'InvalidInputException', Reason: 'INVALID_PATTERN' }
    await expect(attach('p-FullAWSAccess', `${accountId}x`)).rejects.toMatchObject(malformed)
  })

  test('ends with the organizational unit', async () => {
    const { OrganizationalUnit } = await stage.admin.send(new CreateOrganizationalUnitCommand({ ParentId: rootId, Name: 'Short-lived' }))
    const policyId = await create()
    await attach(policyId, given(OrganizationalUnit?.Id))
    await stage.aws(`delete-organizational-unit --organizational-unit-id ${OrganizationalUnit?.Id}`)
    await stage.admin.send(new DeletePolicyCommand({ PolicyId: policyId }))
  })
})

test('policies are listed by type over pages, those of AWS first', async () => {
  const { items, pages } = await allPages(async (NextToken) => {
    const page = await stage.admin.send(new ListPoliciesCommand({ Filter: 'SERVICE_CONTROL_POLICY', MaxResults: 3, NextToken }))
    return { items: page.Policies, nextToken: page.NextToken }
  })
  expect(items[0]).toMatchObject({ Id: 'p-FullAWSAccess', AwsManaged: true })
  expect(pages).toBe(Math.ceil(items.length / 3))
  expect(new Set(items.map(({ Id }) => Id)).size).toBe(items.length)
  expect((await stage.admin.send(new ListPoliciesCommand({ Filter: 'BACKUP_POLICY' }))).Policies).toEqual([])
  const madeUp = new ListPoliciesCommand({ Filter: 'BACKUP_POLICY', NextToken: 'made-up' })
  await expect(stage.admin.send(madeUp)).rejects.toMatchObject({ name: 'InvalidInputException', Reason: 'INVALID_NEXT_TOKEN' })
})

test('the AWS CLI makes, attaches, finds and detaches a policy', async () => {
  const content = `'${denying('ec2:*')}'`
  const made = await stage.aws(`create-policy --name Cli --description cli --type SERVICE_CONTROL_POLICY --content ${content}`)
  const { Id } = (made as { Policy: { PolicySummary: { Id: string } } }).Policy.PolicySummary
  await stage.aws(`attach-policy --policy-id ${Id} --target-id ${unitId}`)
  expect(await stage.aws(`list-targets-for-policy --policy-id ${Id}`)).toMatchObject({ Targets: [{ TargetId: unitId }] })
  await expect(stage.aws(`delete-policy --policy-id ${Id}`)).rejects.toThrow('(PolicyInUseException)')
  await stage.aws(`detach-policy --policy-id ${Id} --target-id ${unitId}`)
  await stage.aws(`delete-policy --policy-id ${Id}`)
  expect(await stage.aws('list-policies --filter SERVICE_CONTROL_POLICY --query "Policies[?Name==\'Cli\']"')).toEqual([])
})

test('a member account may do none of it', async () => {
  const member = await stage.memberOf(accountId)
  const denied = { name: 'AccessDeniedException' }
  await expect(member.send(new ListPoliciesCommand({ Filter: 'SERVICE_CONTROL_POLICY' }))).rejects.toMatchObject(denied)
  await expect(member.send(new AttachPolicyCommand({ PolicyId: 'p-FullAWSAccess', TargetId: accountId }))).rejects.toMatchObject(denied)
})
