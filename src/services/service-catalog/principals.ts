import type { OperationContext } from '../../access/context.ts'
import { matches } from '../../access/wildcard.ts'
import { invalid } from './faults.ts'
import { tables } from './tables.ts'

export type PrincipalType = 'IAM' | 'IAM_PATTERN'

const forms: Readonly<Record<PrincipalType, { readonly form: RegExp; readonly example: string }>> = {
  IAM: {
    form: /^arn:aws[a-z-]*:iam::\d{12}:(user|group|role)\/[\w+=,.@/-]+$/,
    example: 'arn:aws:iam::123456789012:role/Name',
  },
  IAM_PATTERN: {
    form: /^arn:aws[a-z-]*:iam:::(user|group|role)\/[\w+=,.@/*?-]+$/,
    example: 'arn:aws:iam:::role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_Name_*',
  },
}

/** Throws InvalidParametersException unless the ARN has the form that its type asks for. */
export function checkPrincipalArn(principalArn: string, type: PrincipalType): void {
  const { form, example } = forms[type]
  if (form.test(principalArn)) return
  throw invalid(`Invalid principal ARN for type ${type}: ${principalArn}. Give the ARN of a user, group or role, such as ${example}.`)
}

/** Whether an IAM_PATTERN (an ARN without account id; `*` any characters, `?` one) covers a principal of this account. */
export function matchesPattern(pattern: string, principalArn: string): boolean {
  return matches(pattern, principalArn.replace(/^(arn:[^:]*:iam::)\d{12}:/, '$1:'))
}

/** Portfolios of the account and Region that the caller is associated with; AWS allows 100 of them. */
export async function portfolioIdsOfCaller(context: OperationContext): Promise<string[]> {
  const { accountId, principalArn } = context.caller
  const rows = await tables(context)
    .selectFrom('portfolio_principals as principal')
    .innerJoin('portfolios as portfolio', 'portfolio.id', 'principal.portfolio_id')
    .select(['principal.portfolio_id', 'principal.principal_arn', 'principal.principal_type'])
    .where('portfolio.account_id', '=', accountId)
    .where('portfolio.region', '=', context.region)
    .where((eb) => eb.or([eb('principal.principal_arn', '=', principalArn), eb('principal.principal_type', '=', 'IAM_PATTERN')]))
    .execute()
  const associated = rows.filter((row) => row.principal_type === 'IAM' || matchesPattern(row.principal_arn, principalArn))
  return [...new Set(associated.map((row) => row.portfolio_id))]
}
