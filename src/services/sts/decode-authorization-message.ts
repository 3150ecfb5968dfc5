import type { OperationContext } from '../../access/context.ts'
import { Fault } from '../../fault.ts'
import type { DecodeAuthorizationMessageRequest, DecodeAuthorizationMessageResponse } from '../../wire/models/sts.ts'

/** No service here hides why it refused behind an encoded message, so there is none to decode. */
export async function decodeAuthorizationMessage(
  _context: OperationContext,
  _input: DecodeAuthorizationMessageRequest,
): Promise<DecodeAuthorizationMessageResponse> {
  throw new Fault('InvalidAuthorizationMessageException', 'The encoded message is not valid: it was not issued here.')
}
