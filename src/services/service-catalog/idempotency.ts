import type { OperationContext } from '../../access/context.ts'
import { requestDigest } from '../../access/request-digest.ts'
import { invalid } from './faults.ts'
import type { RecordType } from './state-machine.ts'
import { type RecordRow, tables } from './tables.ts'

/** A call's claim to its token: repeated with the same body it gets the same record, with another body it is refused. */
export interface TokenClaim {
  readonly recordType: RecordType
  readonly token: string
  readonly digest: string
}

/** The claim of a call; its body is all of the input but the token and the language of the answer. */
export function claimOf(recordType: RecordType, token: string, input: object): TokenClaim {
  return { recordType, token, digest: requestDigest(input) }
}

/** The record that an earlier call with this token made; throws InvalidParametersException when its body was another. */
export async function findClaimed(context: OperationContext, claim: TokenClaim): Promise<RecordRow | undefined> {
  const record = await tables(context)
    .selectFrom('records')
    .selectAll()
    .where('account_id', '=', context.caller.accountId)
    .where('region', '=', context.region)
    .where('record_type', '=', claim.recordType)
    .where('token', '=', claim.token)
    .executeTakeFirst()
  if (record && record.request_digest !== claim.digest) {
    throw invalid(`The token ${claim.token} was already used for another request, record ${record.id}. Use a new token.`)
  }
  return record
}
