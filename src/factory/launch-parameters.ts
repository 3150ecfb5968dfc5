/** The product's six parameters, in the order of the wizard. */
export const parameterKeys = [
  'AccountName',
  'AccountEmail',
  'ManagedOrganizationalUnit',
  'SSOUserFirstName',
  'SSOUserLastName',
  'SSOUserEmail',
] as const
export type ParameterKey = (typeof parameterKeys)[number]

export interface LaunchParameters {
  readonly accountName: string
  readonly accountEmail: string
  readonly organizationalUnit: string
  readonly person: { readonly firstName: string; readonly lastName: string; readonly email: string }
}

/** Parameters as people mean them: without spaces around. */
export function launchParameters({ parameters }: { parameters: Readonly<Record<string, string>> }): LaunchParameters {
  const value = (key: ParameterKey): string => (parameters[key] ?? '').trim()
  return {
    accountName: value('AccountName'),
    accountEmail: value('AccountEmail'),
    organizationalUnit: value('ManagedOrganizationalUnit'),
    person: { firstName: value('SSOUserFirstName'), lastName: value('SSOUserLastName'), email: value('SSOUserEmail') },
  }
}
