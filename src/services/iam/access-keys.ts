import {
  findAccessKey,
  listAccessKeys as readAccessKeys,
  deleteAccessKey as removeAccessKey,
  setAccessKeyStatus,
} from '../../access/access-keys.ts'
import { type OperationContext, transaction } from '../../access/context.ts'
import { createAccessKey as makeAccessKey } from '../../access/credentials.ts'
import type { AccessKey, AccessKeyMetadata, UpdateAccessKeyRequest } from '../../wire/models/iam.ts'
import { lastEventOfKey } from '../cloudtrail/index.ts'
import { getEntity } from './entity.ts'
import { limitExceeded, noSuchEntity, validation } from './faults.ts'
import { tables } from './tables.ts'
import { userNameOf } from './users.ts'

const mostKeys = 2

/** A long-term key; its secret is shown this once. `secretKey` seals it. */
export function createCreateAccessKey(secretKey: Buffer) {
  return (context: OperationContext, { UserName }: { UserName?: string }): Promise<{ AccessKey: AccessKey }> =>
    transaction(context, async (context) => {
      const user = await getEntity(context, 'user', userNameOf(context, UserName))
      await tables(context).selectFrom('principals').select('arn').where('arn', '=', user.arn).forUpdate().execute()
      if ((await readAccessKeys(context, user.arn)).length >= mostKeys)
        throw limitExceeded(`Cannot exceed quota for AccessKeysPerUser: ${mostKeys}`)
      const key = await makeAccessKey(context, secretKey, { accountId: user.account_id, arn: user.arn, userId: user.unique_id })
      return {
        AccessKey: {
          UserName: user.name,
          AccessKeyId: key.accessKeyId,
          Status: 'Active',
          SecretAccessKey: key.secretAccessKey,
          CreateDate: context.clock.now(),
        },
      }
    })
}

export async function listAccessKeys(
  context: OperationContext,
  { UserName }: { UserName?: string },
): Promise<{ AccessKeyMetadata: AccessKeyMetadata[]; IsTruncated: boolean }> {
  const user = await getEntity(context, 'user', userNameOf(context, UserName))
  const keys = await readAccessKeys(context, user.arn)
  const AccessKeyMetadata = keys.map(({ accessKeyId, status, createdAt }) => ({
    UserName: user.name,
    AccessKeyId: accessKeyId,
    Status: status,
    CreateDate: createdAt,
  }))
  return { AccessKeyMetadata, IsTruncated: false }
}

const keyNotFound = (id: string) => noSuchEntity(`The Access Key with id ${id} cannot be found.`)

export async function updateAccessKey(context: OperationContext, input: UpdateAccessKeyRequest): Promise<Record<string, never>> {
  const { AccessKeyId, Status } = input
  if (Status === 'Expired') throw validation('Status must be Active or Inactive.')
  const user = await getEntity(context, 'user', userNameOf(context, input.UserName))
  if (!(await setAccessKeyStatus(context, user.arn, AccessKeyId, Status))) throw keyNotFound(AccessKeyId)
  return {}
}

export async function deleteAccessKey(
  context: OperationContext,
  { AccessKeyId, UserName }: { AccessKeyId: string; UserName?: string },
): Promise<Record<string, never>> {
  const user = await getEntity(context, 'user', userNameOf(context, UserName))
  if (!(await removeAccessKey(context, user.arn, AccessKeyId))) throw keyNotFound(AccessKeyId)
  return {}
}

/** As the event history tells, which is kept for a while. */
export async function getAccessKeyLastUsed(context: OperationContext, { AccessKeyId }: { AccessKeyId: string }) {
  const key = await findAccessKey(context, AccessKeyId)
  const [, , , , accountId, user = ''] = key?.userArn.split(':') ?? []
  if (accountId !== context.caller.accountId) throw keyNotFound(AccessKeyId)
  const last = await lastEventOfKey(context, AccessKeyId)
  const AccessKeyLastUsed = last
    ? { LastUsedDate: last.time, ServiceName: last.service, Region: last.region }
    : { ServiceName: 'N/A', Region: 'N/A' }
  return { UserName: user.split('/').at(-1) ?? '', AccessKeyLastUsed }
}
