import type { OperationContext } from '../../access/context.ts'
import type { CreateGovCloudAccountResponse } from '../../wire/models/organizations.ts'
import { constraintViolation } from './faults.ts'
import { organizationManagedByCaller } from './organization.ts'

/** There is no AWS GovCloud (US) here, so that no management account has an account there to go with this one. */
export async function createGovCloudAccount(context: OperationContext): Promise<CreateGovCloudAccountResponse> {
  await organizationManagedByCaller(context)
  throw constraintViolation(
    'MASTER_ACCOUNT_NOT_GOVCLOUD_ENABLED',
    'To complete this operation, the management account must have an associated account in the AWS GovCloud (US-West) Region.',
  )
}
