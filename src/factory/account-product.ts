import { type OperationContext, transaction } from '../access/context.ts'
import { Fault } from '../fault.ts'
import type { ProductHandler, ProductJob } from '../services/service-catalog/product-handler.ts'
import type { ProvisioningArtifactParameter } from '../wire/models/servicecatalog.ts'
import { announceChange } from './changes.ts'
import { enqueueWorkflow } from './enqueue-workflow.ts'
import { launchParameters, type ParameterKey, parameterKeys } from './launch-parameters.ts'
import type { OrganizationDirectory } from './organization-directory.ts'
import { unitLabel } from './organizational-unit.ts'
import { stepTitles } from './phases.ts'
import { checkLaunch, emailReservedText, findReservation } from './preflight.ts'
import { tables } from './tables.ts'

/** The product that Service Catalog sells: AWS Control Tower Account Factory. */
export function createAccountProduct(dependencies: { directory: OrganizationDirectory }): ProductHandler {
  const { directory } = dependencies
  return {
    provisionedProductType: 'CONTROL_TOWER_ACCOUNT',
    listParameters: () => listParameters(directory),
    // With parity nothing is refused at once: AWS looks at a launch minutes after it has accepted it.
    checkProvision: async (context, request) => {
      if (!context.settings.parity) await checkLaunch(context, directory, request)
    },
    start: (context, job) => transaction(context, (context) => startRequest(context, job)),
  }
}

const email = '[^\\s@]+@[^\\s@]+\\.[^\\s@]+'

const parameterTexts: Readonly<Record<ParameterKey, { description: string; pattern?: string }>> = {
  AccountName: { description: 'Account name, the new managed Account will be created with this name.', pattern: '.+' },
  AccountEmail: { description: 'Account email, must be unique for each AWS Account.', pattern: email },
  ManagedOrganizationalUnit: {
    description: 'Managed organizational unit. All Accounts created using this product will be placed in this organizational unit.',
  },
  SSOUserFirstName: { description: 'SSO user first name.', pattern: '.+' },
  SSOUserLastName: { description: 'SSO user last name.', pattern: '.+' },
  SSOUserEmail: { description: 'SSO user email. A new SSO user will be created for this email, if it does not exist.', pattern: email },
}

async function listParameters(directory: OrganizationDirectory): Promise<ProvisioningArtifactParameter[]> {
  const units = (await directory.listOrganizationalUnits()).filter((unit) => unit.vendable)
  return parameterKeys.map((key) => ({
    ParameterKey: key,
    ParameterType: 'String',
    IsNoEcho: false,
    Description: parameterTexts[key].description,
    ParameterConstraints: parameterTexts[key].pattern
      ? { AllowedPattern: parameterTexts[key].pattern }
      : { AllowedValues: units.map(unitLabel) },
  }))
}

/** Writes the request with its steps and enqueues its workflow, all in the caller's transaction. */
async function startRequest(context: OperationContext, job: ProductJob): Promise<void> {
  const parameters = launchParameters(job)
  const now = context.clock.now()
  const reserves = job.type === 'PROVISION_PRODUCT' && !context.settings.parity
  const inserted = await tables(context)
    .insertInto('requests')
    .values({
      record_id: job.recordId,
      type: job.type,
      organization_id: job.organizationId,
      owner_account_id: job.accountId,
      region: job.region,
      provisioned_product_id: job.provisionedProductId,
      provisioned_product_name: job.provisionedProductName,
      parameters: JSON.stringify(job.parameters),
      tags: JSON.stringify(job.tags),
      notification_arns: JSON.stringify(job.notificationArns ?? []),
      account_id: job.physicalId ?? null,
      account_name: parameters.accountName,
      account_email: parameters.accountEmail,
      organizational_unit: parameters.organizationalUnit,
      requested_by: job.requestedBy,
      search_text: searchText(job),
      reserved_email: reserves ? parameters.accountEmail.toLowerCase() : null,
      phase: 'QUEUED',
      attempt: 0,
      outputs: '[]',
      created_at: now,
      queued_at: now,
      seq: '0',
    })
    .onConflict((conflict) => conflict.column('reserved_email').doNothing())
    .executeTakeFirst()
  if (inserted.numInsertedOrUpdatedRows !== 1n) {
    const other = (await findReservation(context, parameters.accountEmail)) ?? 'another one'
    throw new Fault('InvalidParametersException', emailReservedText(parameters.accountEmail, other))
  }
  await insertSteps(context, job)
  await enqueueWorkflow(context, { type: job.type, recordId: job.recordId, attempt: 0, organizationId: job.organizationId })
  await announceChange(context, job.recordId)
}

async function insertSteps(context: OperationContext, job: ProductJob): Promise<void> {
  const steps = Object.entries(stepTitles[job.type])
  await tables(context)
    .insertInto('steps')
    .values(
      steps.map(([name, title], index) => ({
        record_id: job.recordId,
        number: index + 1,
        name,
        title,
        status: 'PENDING' as const,
        attempts: 0,
      })),
    )
    .execute()
}

function searchText(job: ProductJob): string {
  const { accountName, accountEmail } = launchParameters(job)
  return [job.provisionedProductName, accountName, accountEmail, job.recordId, job.provisionedProductId, job.physicalId ?? '']
    .join(' ')
    .toLowerCase()
}
