import type { OperationContext } from '../access/context.ts'
import { Fault } from '../fault.ts'
import type { ProvisionRequest } from '../services/service-catalog/product-handler.ts'
import { findEmailProblem } from './email-address.ts'
import { recordTag } from './find-email-holder.ts'
import { parameterKeys } from './launch-parameters.ts'
import type { OrganizationDirectory } from './organization-directory.ts'
import { resolveOrganizationalUnit } from './organizational-unit.ts'
import { tables } from './tables.ts'

export interface Problem {
  /** The parameter's key, `ProvisionedProductName` or `Tags`. */
  readonly field: string
  readonly code: string
  readonly message: string
}

export interface PreflightInput {
  readonly parameters: Readonly<Record<string, string>>
  readonly provisionedProductName?: string | undefined
}

type Check = (context: OperationContext, directory: OrganizationDirectory, value: string) => Promise<Omit<Problem, 'field'> | undefined>

const fieldChecks: Readonly<Record<string, Check>> = {
  AccountName: async (_context, _directory, value) => checkAccountName(value),
  AccountEmail: async (context, directory, value) =>
    checkAddress('AccountEmail', value) ?? (await checkEmailFree(context, directory, value)),
  ManagedOrganizationalUnit: async (context, directory, value) => {
    const resolution = resolveOrganizationalUnit(await directory.listOrganizationalUnits(), value, { parity: context.settings.parity })
    return 'unit' in resolution ? undefined : resolution
  },
  SSOUserFirstName: async (_context, _directory, value) => checkPersonName('SSOUserFirstName', value),
  SSOUserLastName: async (_context, _directory, value) => checkPersonName('SSOUserLastName', value),
  SSOUserEmail: async (_context, _directory, value) => checkAddress('SSOUserEmail', value),
}

/**
 * Everything that is wrong with a launch, all at once. Parameters not given are not checked, so that one field can be checked
 * while somebody types.
 */
export async function findProblems(context: OperationContext, directory: OrganizationDirectory, input: PreflightInput): Promise<Problem[]> {
  const problems: Problem[] = []
  for (const [field, value] of Object.entries(input.parameters)) {
    const check = fieldChecks[field]
    if (!check) {
      problems.push({
        field,
        code: 'Unknown',
        message: `There is no parameter '${field}'. The parameters are ${parameterKeys.join(', ')}.`,
      })
      continue
    }
    const problem =
      value.trim() === '' ? { code: 'Missing', message: `${field} must not be empty.` } : await check(context, directory, value.trim())
    if (problem) problems.push({ field, ...problem })
  }
  if (input.provisionedProductName !== undefined) {
    const problem = await checkProductName(context, input.provisionedProductName)
    if (problem) problems.push({ field: 'ProvisionedProductName', ...problem })
  }
  return problems
}

/** For ProvisionProduct: all six parameters and the tags; one InvalidParametersException carries every message. */
export async function checkLaunch(context: OperationContext, directory: OrganizationDirectory, request: ProvisionRequest): Promise<void> {
  const missing = parameterKeys
    .filter((key) => !(key in request.parameters))
    .map((key) => ({ field: key, code: 'Missing', message: `The parameter ${key} is missing.` }))
  const problems = [...missing, ...(await findProblems(context, directory, { parameters: request.parameters })), ...checkTags(request)]
  if (problems.length > 0) throw new Fault('InvalidParametersException', problems.map((problem) => problem.message).join(' '))
}

function checkAccountName(value: string): Omit<Problem, 'field'> | undefined {
  if (value.length > 50) return { code: 'Invalid', message: `AccountName may have 50 characters at most, but has ${value.length}.` }
  if (!/^[\u0020-\u007E]+$/.test(value)) return { code: 'Invalid', message: 'AccountName may hold printable ASCII characters only.' }
  if (/[<>]/.test(value)) return { code: 'Invalid', message: 'AccountName must not hold < or >.' }
  return undefined
}

function checkPersonName(field: string, value: string): Omit<Problem, 'field'> | undefined {
  if (value.length > 256) return { code: 'Invalid', message: `${field} may have 256 characters at most, but has ${value.length}.` }
  if (/\p{Cc}/u.test(value)) return { code: 'Invalid', message: `${field} must not hold control characters.` }
  return undefined
}

function checkAddress(field: string, value: string): Omit<Problem, 'field'> | undefined {
  const breach = findEmailProblem(value)
  return breach ? { code: 'Invalid', message: `${field} '${value}' ${breach}` } : undefined
}

async function checkEmailFree(
  context: OperationContext,
  directory: OrganizationDirectory,
  email: string,
): Promise<Omit<Problem, 'field'> | undefined> {
  const account = await directory.findAccountByEmail(email)
  if (account) {
    const which = account.state === 'ACTIVE' ? '' : `, which is ${account.state}`
    return {
      code: 'EmailInUse',
      message: `AccountEmail '${email}' belongs to account ${account.id} (${account.name})${which} already. Every account needs an address of its own; closed accounts hold theirs for 90 days.`,
    }
  }
  const pending = await findReservation(context, email)
  if (!pending) return undefined
  return { code: 'EmailInUse', message: emailReservedText(email, pending) }
}

/** The launch under way that uses the address. */
export async function findReservation(context: OperationContext, email: string): Promise<string | undefined> {
  const row = await tables(context)
    .selectFrom('requests')
    .select('provisioned_product_name')
    .where('reserved_email', '=', email.toLowerCase())
    .executeTakeFirst()
  return row?.provisioned_product_name
}

export function emailReservedText(email: string, productName: string): string {
  return `AccountEmail '${email}' is used by the launch '${productName}', which is under way. Every account needs an address of its own.`
}

async function checkProductName(context: OperationContext, name: string): Promise<Omit<Problem, 'field'> | undefined> {
  if (!/^[a-zA-Z0-9][a-zA-Z0-9._-]{0,127}$/.test(name)) {
    return {
      code: 'Invalid',
      message:
        'The name of the provisioned product must begin with a letter or digit and may hold letters, digits, dots, underscores and hyphens, 128 at most.',
    }
  }
  return (await isProductNameTaken(context, name)) ? { code: 'NameInUse', message: `A stack named ${name} already exists.` } : undefined
}

/** A product holds its name until it is terminated; a launch that failed before there was an account does not, unless AWS is played exactly. */
async function isProductNameTaken(context: OperationContext, name: string): Promise<boolean> {
  const last = await tables(context)
    .selectFrom('requests')
    .select(['type', 'phase', 'account_id'])
    .where('owner_account_id', '=', context.caller.accountId)
    .where('provisioned_product_name', '=', name)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!last || (last.type === 'TERMINATE_PROVISIONED_PRODUCT' && last.phase === 'SUCCEEDED')) return false
  const failed = last.phase === 'FAILED' || last.phase === 'CANCELLED'
  return !(last.type === 'PROVISION_PRODUCT' && failed && !last.account_id && !context.settings.parity)
}

function checkTags(request: ProvisionRequest): Problem[] {
  const reserved = request.tags.filter((tag) => tag.Key === recordTag || /^aws:/i.test(tag.Key))
  return reserved.map((tag) => ({ field: 'Tags', code: 'Invalid', message: `The tag key '${tag.Key}' is reserved. Choose another key.` }))
}
