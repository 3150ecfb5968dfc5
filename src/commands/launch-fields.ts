/** What a launch needs: the product's parameter, the flag that gives it, and the question that asks for it. */
export interface LaunchField {
  /** Key of the provisioning parameter; `ProvisionedProductName` is the launch's own name. */
  readonly key: string
  /** Name of the flag in commander's spelling. */
  readonly flag: 'name' | 'email' | 'ou' | 'firstName' | 'lastName' | 'userEmail' | 'productName'
  readonly option: string
  /** What it is called in a summary. */
  readonly label: string
  readonly question: string
}

export const launchFields: readonly LaunchField[] = [
  { key: 'AccountName', flag: 'name', option: '--name', label: 'Account', question: 'Account name' },
  {
    key: 'AccountEmail',
    flag: 'email',
    option: '--email',
    label: 'E-mail address',
    question: 'E-mail address of the account (its root user; unused so far)',
  },
  { key: 'ManagedOrganizationalUnit', flag: 'ou', option: '--ou', label: 'Organizational unit', question: 'Organizational unit' },
  {
    key: 'SSOUserFirstName',
    flag: 'firstName',
    option: '--first-name',
    label: 'First name',
    question: 'First name of the person who gets access',
  },
  { key: 'SSOUserLastName', flag: 'lastName', option: '--last-name', label: 'Last name', question: 'Last name' },
  {
    key: 'SSOUserEmail',
    flag: 'userEmail',
    option: '--user-email',
    label: 'E-mail of the person',
    question: 'E-mail address of that person',
  },
]

export const productNameField: LaunchField = {
  key: 'ProvisionedProductName',
  flag: 'productName',
  option: '--product-name',
  label: 'Provisioned product',
  question: 'Name of the provisioned product',
}

export type LaunchFlags = { readonly [Flag in LaunchField['flag']]?: string }

/** Values by parameter key; missing ones are left out. */
export function launchValues(flags: LaunchFlags): Record<string, string> {
  const values: Record<string, string> = {}
  for (const { key, flag } of [...launchFields, productNameField]) {
    const value = flags[flag]
    if (value !== undefined) values[key] = value
  }
  return values
}

/** A valid name for the provisioned product: letters, digits and `. _ -`, first a letter or digit, 128 at most. */
export function productNameFrom(accountName: string): string {
  return accountName
    .trim()
    .replace(/[^a-zA-Z0-9._-]+/g, '-')
    .replace(/^[^a-zA-Z0-9]+|-+$/g, '')
    .slice(0, 128)
}
