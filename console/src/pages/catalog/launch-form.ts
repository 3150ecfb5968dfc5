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

/** The product's parameters, in the order of the form. */
export const parameterKeys = [
  'AccountName',
  'AccountEmail',
  'ManagedOrganizationalUnit',
  'SSOUserFirstName',
  'SSOUserLastName',
  'SSOUserEmail',
] as const satisfies readonly Field[]

export const fields: readonly Field[] = [...parameterKeys, 'provisionedProductName']

/** What is wrong with one field, as a sentence, or undefined. */
export function findFieldProblem(form: LaunchForm, field: Field): string | undefined {
  const value = form[field].trim()
  return value === '' ? missing[field] : rules[field](value)
}

const rules: Readonly<Record<Field, (value: string) => string | undefined>> = {
  provisionedProductName: findProductNameProblem,
  AccountName: findAccountNameProblem,
  AccountEmail: findEmailProblem,
  SSOUserFirstName: findPersonNameProblem,
  SSOUserLastName: findPersonNameProblem,
  SSOUserEmail: findEmailProblem,
  ManagedOrganizationalUnit: () => undefined,
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

function findProductNameProblem(value: string): string | undefined {
  if (value.length > 128) return `At most 128 characters; this has ${value.length}.`
  if (!/^[a-zA-Z0-9]/.test(value)) return 'Begin with a letter or a digit.'
  return /^[a-zA-Z0-9._-]+$/.test(value) ? undefined : 'Only letters, digits, dots, dashes and underscores.'
}

// Organizations takes printable ASCII (CreateAccountName), the Account Management API no < and >.
function findAccountNameProblem(value: string): string | undefined {
  if (value.length > 50) return `At most 50 characters; this has ${value.length}.`
  if (/[<>]/.test(value)) return 'The characters < and > are not allowed.'
  return /^[ -~]+$/.test(value) ? undefined : 'Only letters without accents, digits, spaces and ASCII punctuation.'
}

function findPersonNameProblem(value: string): string | undefined {
  return value.length > 256 ? `At most 256 characters; this has ${value.length}.` : undefined
}

/** What is wrong with an address by Organizations' rules for the address of an account (CreateAccount, "Email"). */
export function findEmailProblem(address: string): string | undefined {
  const [local = '', domain = '', ...more] = address.split('@')
  if (!address.includes('@')) return 'An email address has an @, for example name@example.com.'
  if (more.length > 0) return 'An email address has one @ only.'
  if (!/^[ -~]*$/.test(address)) return 'Only ASCII characters are allowed in the address.'
  if (local === '' || local.startsWith('.')) return 'Something other than a dot must come first, before the @.'
  const forbidden = /[\s"'()<>[\]:;,\\|%&]/.exec(local)?.[0]
  if (forbidden) return `${forbidden === ' ' ? 'A space' : `The character ${forbidden}`} is not allowed before the @.`
  if (domain === '') return 'The domain after the @ is missing, for example example.com.'
  if (!/^[A-Za-z0-9.-]+$/.test(domain)) return 'The domain may have letters, digits, dots and dashes only.'
  if (/^[.-]|[.-]$/.test(domain)) return 'The domain must not begin or end with a dot or dash.'
  if (!/^[^.]+(\.[^.]+)+$/.test(domain)) return 'The domain must have a dot, for example example.com.'
  return address.length < 6 || address.length > 64 ? `An address has 6 to 64 characters; this has ${address.length}.` : undefined
}

/** What is wrong with each tag, by its place: AWS's rules for the tags of a resource. */
export function findTagProblems(tags: LaunchForm['tags']): ({ key?: string; value?: string } | undefined)[] {
  return tags.map(({ key, value }, index) => {
    const problem = findTagKeyProblem(key.trim(), value, tags.slice(0, index))
    const tooLong = value.length > 256 ? `At most 256 characters; this has ${value.length}.` : undefined
    return problem || tooLong ? { ...(problem && { key: problem }), ...(tooLong && { value: tooLong }) } : undefined
  })
}

function findTagKeyProblem(key: string, value: string, before: LaunchForm['tags']): string | undefined {
  if (key === '') return value === '' ? undefined : 'Enter a key.'
  if (key.length > 128) return `At most 128 characters; this has ${key.length}.`
  if (/^aws:/i.test(key)) return 'Keys that begin with aws: are AWS’s own.'
  return before.some((other) => other.key.trim() === key) ? 'This key is there already.' : undefined
}

/** The field that an error of ProvisionProduct is about: the one it names first. */
export function fieldOfMessage(message: string): Field | undefined {
  if (/^A stack named |[Pp]rovisioned ?[Pp]roduct ?[Nn]ame/.test(message)) return 'provisionedProductName'
  const named = parameterKeys.filter((key) => message.includes(key)).sort((a, b) => message.indexOf(a) - message.indexOf(b))[0]
  return named ?? (/\bOUs?\b|organizational unit/i.test(message) ? 'ManagedOrganizationalUnit' : undefined)
}

/**
 * The form after a change. A provisioned product name that was taken from the account name follows it, and so does a person's address
 * that was the account's.
 */
export function change(form: LaunchForm, changed: Partial<LaunchForm>): LaunchForm {
  const next = { ...form, ...changed }
  const namedAfter = changed.AccountName !== undefined && form.provisionedProductName === suggestName(form.AccountName)
  const sameAddress = changed.AccountEmail !== undefined && form.AccountEmail !== '' && form.SSOUserEmail === form.AccountEmail
  return {
    ...next,
    ...(namedAfter && { provisionedProductName: suggestName(next.AccountName) }),
    ...(sameAddress && { SSOUserEmail: next.AccountEmail }),
  }
}

/** A provisioned product name made of an account name: what is not allowed becomes a dash. */
export function suggestName(accountName: string): string {
  return accountName
    .trim()
    .replace(/[^a-zA-Z0-9._-]+/g, '-')
    .replace(/^[^a-zA-Z0-9]+|-+$/g, '')
    .slice(0, 128)
}
