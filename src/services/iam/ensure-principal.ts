import { type OperationContext, transaction } from '../../access/context.ts'
import { forgetPolicies } from './policies-of.ts'
import { checkAttachable } from './policy-document-of.ts'
import { tables } from './tables.ts'
import { newUniqueId } from './unique-id.ts'

interface Policies {
  readonly managedPolicyArns?: readonly string[]
  /** JSON documents by name. */
  readonly inlinePolicies?: Readonly<Record<string, string>>
  /** ARN of the managed policy that what the others allow stays within. */
  readonly permissionsBoundary?: string
}

export interface RoleSpecification extends Policies {
  readonly accountId: string
  readonly name: string
  /** Default `/`. */
  readonly path?: string
  readonly trustPolicy: object
  readonly description?: string
  /** Default 3600. */
  readonly maxSessionSeconds?: number
}

export interface UserSpecification extends Policies {
  readonly accountId: string
  readonly name: string
  readonly path?: string
}

/** Creates the role or brings the one of this name to this state; its unique id stays. */
export async function ensureRole(context: OperationContext, role: RoleSpecification): Promise<{ arn: string; roleId: string }> {
  const { trustPolicy, description, maxSessionSeconds } = role
  const more = {
    description: description ?? null,
    trust_policy: JSON.stringify(trustPolicy),
    max_session_seconds: maxSessionSeconds ?? 3600,
  }
  const { arn, uniqueId } = await ensurePrincipal(context, 'role', role, more)
  return { arn, roleId: uniqueId }
}

/** Creates the user or brings the one of this name to this state; its unique id stays. */
export async function ensureUser(context: OperationContext, user: UserSpecification): Promise<{ arn: string; userId: string }> {
  const { arn, uniqueId } = await ensurePrincipal(context, 'user', user, {
    description: null,
    trust_policy: null,
    max_session_seconds: null,
  })
  return { arn, userId: uniqueId }
}

function ensurePrincipal(
  context: OperationContext,
  type: 'user' | 'role',
  specification: UserSpecification,
  more: { description: string | null; trust_policy: string | null; max_session_seconds: number | null },
): Promise<{ arn: string; uniqueId: string }> {
  const { accountId, name, path = '/', managedPolicyArns = [], inlinePolicies = {}, permissionsBoundary } = specification
  const arn = `arn:aws:iam::${accountId}:${type}${path}${name}`
  const named = [...managedPolicyArns, ...(permissionsBoundary === undefined ? [] : [permissionsBoundary])]
  return transaction(context, async (context) => {
    await checkAttachable(context, accountId, named)
    const uniqueId = newUniqueId(type === 'role' ? 'AROA' : 'AIDA')
    const state = { ...more, permissions_boundary_arn: permissionsBoundary ?? null }
    const row = { arn, type, account_id: accountId, name, path, unique_id: uniqueId, created_at: context.clock.now(), ...state }
    const { unique_id } = await tables(context)
      .insertInto('principals')
      .values(row)
      .onConflict((conflict) => conflict.column('arn').doUpdateSet(state))
      .returning('unique_id')
      .executeTakeFirstOrThrow()
    await replacePolicies(context, arn, managedPolicyArns, inlinePolicies)
    return { arn, uniqueId: unique_id }
  })
}

async function replacePolicies(
  context: OperationContext,
  arn: string,
  managedPolicyArns: readonly string[],
  inlinePolicies: Readonly<Record<string, string>>,
): Promise<void> {
  await tables(context).deleteFrom('attached_policies').where('principal_arn', '=', arn).execute()
  await tables(context).deleteFrom('inline_policies').where('principal_arn', '=', arn).execute()
  const attached = managedPolicyArns.map((policyArn) => ({ principal_arn: arn, policy_arn: policyArn }))
  if (attached.length > 0) await tables(context).insertInto('attached_policies').values(attached).execute()
  const inline = Object.entries(inlinePolicies).map(([name, document]) => ({ principal_arn: arn, name, document }))
  if (inline.length > 0) await tables(context).insertInto('inline_policies').values(inline).execute()
  forgetPolicies(context, arn)
}
