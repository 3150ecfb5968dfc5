import {
  CreateOrganizationCommand,
  DeleteResourcePolicyCommand,
  DescribeResourcePolicyCommand,
  ListTagsForResourceCommand,
  PutResourcePolicyCommand,
  TagResourceCommand,
} from '@aws-sdk/client-organizations'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ClientStage, startClientStage } from './organizations-clients.ts'

let stage: ClientStage
beforeAll(async () => {
  stage = await startClientStage()
  await stage.admin.send(new CreateOrganizationCommand({}))
})
afterAll(() => stage.close())

const allowing = (Action: string, Principal: unknown = { AWS: '111122223333' }): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal, Action, Resource: '*' }] })
const put = (Content: string, Tags?: { Key: string; Value: string }[]) => stage.admin.send(new PutResourcePolicyCommand({ Content, Tags }))
const notFound = { name: 'ResourcePolicyNotFoundException' }

test('an organization has one resource policy at most: it is made, read, changed and deleted', async () => {
  await expect(stage.admin.send(new DescribeResourcePolicyCommand({}))).rejects.toMatchObject(notFound)
  await expect(stage.admin.send(new DeleteResourcePolicyCommand({}))).rejects.toMatchObject(notFound)
  const { ResourcePolicy } = await put(allowing('organizations:DescribePolicy'), [{ Key: 'team', Value: 'a' }])
  const id = ResourcePolicy?.ResourcePolicySummary?.Id ?? ''
  expect(id).toMatch(/^rp-[0-9a-zA-Z_]{4,128}$/)
  expect(ResourcePolicy?.ResourcePolicySummary?.Arn).toMatch(/^arn:aws:organizations::123456789012:resourcepolicy\/o-[a-z0-9]+\/rp-/)
  expect((await stage.admin.send(new DescribeResourcePolicyCommand({}))).ResourcePolicy).toEqual(ResourcePolicy)
  const changed = await put(allowing('organizations:List*'))
  expect(changed.ResourcePolicy).toEqual({ ...ResourcePolicy, Content: allowing('organizations:List*') })
  await stage.admin.send(new TagResourceCommand({ ResourceId: id, Tags: [{ Key: 'more', Value: 'b' }] }))
  const tags = await stage.admin.send(new ListTagsForResourceCommand({ ResourceId: id }))
  expect(tags.Tags?.map(({ Key }) => Key)).toEqual(['more', 'team'])
  await expect(put(allowing('organizations:List*'), [{ Key: 'late', Value: '' }])).rejects.toMatchObject({ name: 'InvalidInputException' })
  await stage.admin.send(new DeleteResourcePolicyCommand({}))
  await expect(stage.admin.send(new DescribeResourcePolicyCommand({}))).rejects.toMatchObject(notFound)
})

test.each([
  ['no JSON', '{', 'INVALID_RESOURCE_POLICY_JSON'],
  ['no statement', '{"Version":"2012-10-17","Statement":[]}', 'INVALID_RESOURCE_POLICY_JSON'],
  ['nobody', allowing('organizations:List*', null), 'INVALID_RESOURCE_POLICY_JSON'],
  ['the action of another service', allowing('s3:*'), 'UNSUPPORTED_ACTION_IN_RESOURCE_POLICY'],
])('a resource policy with %s is refused', async (_, content, Reason) => {
  await expect(put(content)).rejects.toMatchObject({ name: 'InvalidInputException', Reason })
})

test('the AWS CLI puts and reads it', async () => {
  await stage.aws(`put-resource-policy --content '${allowing('organizations:Describe*')}'`)
  expect(await stage.aws('describe-resource-policy --query ResourcePolicy.Content')).toBe(allowing('organizations:Describe*'))
})
