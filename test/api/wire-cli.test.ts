import { execFile } from 'node:child_process'
import { tmpdir } from 'node:os'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Fault } from '../../src/fault.ts'
import { awsCliFolder } from '../harness/aws-cli.ts'
import { credentials, openStage, type Stage } from './wire-stage.ts'

// The AWS CLI is botocore, the other family of clients: one command per service, and its reading of errors.

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

async function aws(...command: string[]): Promise<unknown> {
  const { stdout } = await promisify(execFile)('aws', [...command, '--output', 'json'], {
    env: {
      PATH: `${awsCliFolder()}:${process.env.PATH}`,
      HOME: tmpdir(),
      AWS_ENDPOINT_URL: stage.endpoint,
      AWS_REGION: 'eu-west-1',
      AWS_DEFAULT_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_MAX_ATTEMPTS: '1',
    },
  })
  return stdout.trim() === '' ? undefined : JSON.parse(stdout)
}

const at = new Date('2026-11-23T12:00:00.123Z')
const arn = 'arn:aws:controltower:eu-west-1:111122223333:enabledbaseline/XAJKJGEU4ENB7YOJ'

test.each<[string, string[], unknown, unknown, unknown]>([
  [
    'json 1.1 with times',
    ['organizations', 'list-accounts', '--no-paginate'],
    { Accounts: [{ Id: '111122223333', Name: 'Zoë <&>', JoinedTimestamp: at }] },
    {},
    { Accounts: [{ Id: '111122223333', Name: 'Zoë <&>', JoinedTimestamp: at.getTime() / 1000 }] },
  ],
  [
    'a token of its own making',
    ['servicecatalog', 'provision-product', '--provisioned-product-name', 'one', '--provisioning-parameters', 'Key=AccountName,Value=a b'],
    { RecordDetail: { RecordId: 'rec-1', CreatedTime: at } },
    { ProvisionedProductName: 'one', ProvisioningParameters: [{ Key: 'AccountName', Value: 'a b' }], ProvisionToken: expect.any(String) },
    { RecordDetail: { RecordId: 'rec-1', CreatedTime: at.getTime() / 1000 } },
  ],
  [
    'query with lists',
    ['sts', 'assume-role', '--role-arn', 'arn:aws:iam::111122223333:role/a', '--role-session-name', 'me', '--tags', 'Key=a,Value=b+c'],
    { AssumedRoleUser: { Arn: 'x', AssumedRoleId: 'AROA:me' }, PackedPolicySize: 6 },
    { RoleArn: 'arn:aws:iam::111122223333:role/a', RoleSessionName: 'me', Tags: [{ Key: 'a', Value: 'b+c' }] },
    { AssumedRoleUser: { Arn: 'x', AssumedRoleId: 'AROA:me' }, PackedPolicySize: 6 },
  ],
  [
    'rest-json with a path',
    ['controltower', 'list-tags-for-resource', '--resource-arn', arn],
    { tags: { a: 'b' } },
    { resourceArn: arn },
    { tags: { a: 'b' } },
  ],
  [
    'rest-json with a list in the query and no content back',
    ['controltower', 'untag-resource', '--resource-arn', arn, '--tag-keys', 'a', 'b c'],
    {},
    { resourceArn: arn, tagKeys: ['a', 'b c'] },
    undefined,
  ],
  [
    'the identity store',
    ['identitystore', 'describe-user', '--identity-store-id', 'd-1234567890', '--user-id', '12345678-1234-1234-1234-123456789012'],
    { UserId: 'u', IdentityStoreId: 'd-1234567890' },
    { IdentityStoreId: 'd-1234567890', UserId: '12345678-1234-1234-1234-123456789012' },
    { UserId: 'u', IdentityStoreId: 'd-1234567890' },
  ],
  [
    'a signing name that is not the service’s name',
    ['sso-admin', 'list-instances', '--no-paginate'],
    { Instances: [{ Status: 'ACTIVE' }] },
    {},
    { Instances: [{ Status: 'ACTIVE' }] },
  ],
])('the AWS CLI speaks %s', async (_, command, answer, input, printed) => {
  stage.echo.output = answer
  expect(await aws(...command)).toEqual(printed)
  expect(stage.echo.input).toEqual(input)
})

test('the AWS CLI prints our errors as it prints AWS’s', async () => {
  stage.echo.output = new Fault('FinalizingOrganizationException', 'Try again in an hour.')
  await expect(aws('organizations', 'list-roots', '--no-paginate')).rejects.toMatchObject({
    stderr: expect.stringContaining(
      'An error occurred (FinalizingOrganizationException) when calling the ListRoots operation: Try again in an hour.',
    ),
  })
  stage.echo.output = new Fault('AccessDeniedException', 'Not yours.')
  await expect(aws('sts', 'get-caller-identity')).rejects.toMatchObject({
    stderr: expect.stringContaining('An error occurred (AccessDenied) when calling the GetCallerIdentity operation: Not yours.'),
  })
  stage.echo.output = new Fault('ResourceNotFoundException', 'Nothing there.')
  await expect(aws('controltower', 'list-tags-for-resource', '--resource-arn', arn)).rejects.toMatchObject({
    stderr: expect.stringContaining(
      'An error occurred (ResourceNotFoundException) when calling the ListTagsForResource operation: Nothing there.',
    ),
  })
})
