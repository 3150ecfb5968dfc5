// What the launch form holds and the rules that need no server; the server checks them again, and more, while one types.

export interface LaunchForm {
  readonly provisionedProductName: string
  readonly AccountName: string
  readonly AccountEmail: string
  readonly SSOUserFirstName: string
  readonly SSOUserLastName: string
  readonly SSOUserEmail: string
  /** `Name (ou-…)`. */
  readonly ManagedOrganizationalUnit: string
  readonly tags: readonly { key: string; value: string }[]
}

export type Field = Exclude<keyof LaunchForm, 'tags'>

export const emptyForm: LaunchForm = {
  provisionedProductName: '',
  AccountName: '',
  AccountEmail: '',
  SSOUserFirstName: '',
  SSOUserLastName: '',
  SSOUserEmail: '',
  ManagedOrganizationalUnit: '',
  tags: [],
}

/** Fields in the order in which they stand on the page. */
export const fields: readonly Field[] = [
  'AccountName',
  'AccountEmail',
  'provisionedProductName',
  'SSOUserFirstName',
  'SSOUserLastName',
  'SSOUserEmail',
  'ManagedOrganizationalUnit',
]

export const parameterKeys = fields.filter((field) => field !== 'provisionedProductName')

const emailPattern = /^(?![.])[\x21-\x7e]+$/
const forbiddenInLocalPart = /[\s"'()<>[\]:;,\\|%&]/

/** What is wrong with one field, or undefined. */
export function findFieldProblem(form: LaunchForm, field: Field): string | undefined {
  const value = form[field].trim()
  if (value === '') return missing[field]
  switch (field) {
    case 'provisionedProductName':
      return /^[a-zA-Z0-9][a-zA-Z0-9._-]{0,127}$/.test(value)
        ? undefined
        : 'Letters, digits, dots, dashes and underscores; a letter or digit first.'
    case 'AccountName':
      if (value.length > 50) return 'At most 50 characters.'
      return /^[ -;=?-~]+$/.test(value) ? undefined : 'Printable ASCII characters without < and >.'
    case 'AccountEmail':
    case 'SSOUserEmail':
      return isEmail(value) ? undefined : 'This is no email address that AWS takes.'
    default:
      return undefined
  }
}

const missing: Record<Field, string> = {
  provisionedProductName: 'Enter a name.',
  AccountName: 'Enter an account name.',
  AccountEmail: 'Enter an email address.',
  SSOUserFirstName: 'Enter a first name.',
  SSOUserLastName: 'Enter a last name.',
  SSOUserEmail: 'Enter an email address.',
  ManagedOrganizationalUnit: 'Choose an organizational unit.',
}

/** AWS Organizations' rules for the address of an account. */
export function isEmail(address: string): boolean {
  const parts = address.split('@')
  const [local = '', domain = ''] = parts
  return (
    parts.length === 2 &&
    address.length >= 6 &&
    address.length <= 64 &&
    emailPattern.test(local) &&
    !forbiddenInLocalPart.test(local) &&
    /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(domain) &&
    domain.includes('.')
  )
}

/** A provisioned product name made of an account name: what is not allowed becomes a dash. */
export function suggestName(accountName: string): string {
  return accountName
    .trim()
    .replace(/[^a-zA-Z0-9._-]+/g, '-')
    .replace(/^[^a-zA-Z0-9]+|-+$/g, '')
    .slice(0, 128)
}
