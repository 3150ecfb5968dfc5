import { accountOfAccessKey } from '../../access/access-key-id.ts'
import type { OperationContext } from '../../access/context.ts'
import { Fault } from '../../fault.ts'
import type { GetAccessKeyInfoRequest, GetAccessKeyInfoResponse } from '../../wire/models/sts.ts'

/** The account that an access key belongs to, as its id tells; whether there is such a key is not said. */
export async function getAccessKeyInfo(_: OperationContext, { AccessKeyId }: GetAccessKeyInfoRequest): Promise<GetAccessKeyInfoResponse> {
  const Account = accountOfAccessKey(AccessKeyId)
  if (!Account) throw new Fault('ValidationError', `${AccessKeyId} is not a valid access key ID`)
  return { Account }
}
