import type { OperationContext } from '../../access/context.ts'
import type { PolicyDocument } from '../../access/policy.ts'
import { Fault } from '../../fault.ts'
import { findRoleByArn } from '../iam/index.ts'

/** The account and the name in a role's ARN. Throws ValidationError for what is none. */
export function readRoleArn(arn: string): { accountId: string; name: string } {
  const [, accountId, name] = /^arn:aws:iam::(\d{12}):role\/(?:[\u0021-\u007e]+\/)?([\w+=,.@-]{1,64})$/.exec(arn) ?? []
  if (!accountId || !name) throw new Fault('ValidationError', `${arn} is invalid`)
  return { accountId, name }
}

/** Everything that is asked of a role's trust policy. */
const actions = new Set(['sts:AssumeRole', 'sts:SetSourceIdentity', 'sts:TagSession'])

/** The trust policy of the role that a question is about; none when there is no such role, undefined when the question is of another kind. */
export async function trustPoliciesOf(
  context: OperationContext,
  { action, resource }: { action: string; resource: string },
): Promise<readonly PolicyDocument[] | undefined> {
  if (!actions.has(action) || resource.includes(':federated-user/')) return undefined
  const role = await findRoleByArn(context, resource)
  return role ? [role.trustPolicy] : []
}
