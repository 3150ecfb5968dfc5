import type { OperationContext } from '../../access/context.ts'
import { isFault } from '../../fault.ts'
import type { Subject } from './caller-access.ts'
import { policyArn } from './identifiers.ts'
import type { Organization } from './organization.ts'
import { givenPolicy } from './policy.ts'
import { describeTargetShape } from './policy-target.ts'

/** What an operation on a policy, and maybe a target, is about. Of a policy that does not exist nobody learns that here. */
export const policySubject =
  (context: OperationContext, policyId: string, targetId?: string) =>
  async (organization: Organization): Promise<Subject> => {
    const target = targetId === undefined ? [] : [describeTargetShape(organization, { id: targetId, name: '' }).Arn ?? '*']
    try {
      const policy = await givenPolicy(context, organization.id, policyId)
      return { resources: [policyArn(organization, policy), ...target], policyType: policy.type }
    } catch (error) {
      if (isFault(error)) return { resources: target }
      throw error
    }
  }
