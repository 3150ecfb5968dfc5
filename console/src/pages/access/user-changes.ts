import type { AttributeOperation, Email, User } from '../../../../src/wire/models/identitystore.ts'

export interface UserValues {
  readonly UserName: string
  readonly GivenName: string
  readonly FamilyName: string
  readonly DisplayName: string
  readonly Email: string
}

/** The address that a person is known by. */
export const primaryEmailOf = (emails: readonly Email[] | undefined): Email | undefined =>
  emails?.find(({ Primary }) => Primary) ?? emails?.[0]

/** What UpdateUser has to be told so that `user` has these values; what stays as it is, is not told. Further addresses stay. */
export function changesOf(user: User, wanted: UserValues): AttributeOperation[] {
  const primary = primaryEmailOf(user.Emails)
  const others = (user.Emails ?? []).filter((email) => email !== primary)
  const texts = [
    ['name.givenName', user.Name?.GivenName, wanted.GivenName],
    ['name.familyName', user.Name?.FamilyName, wanted.FamilyName],
    ['displayName', user.DisplayName, wanted.DisplayName],
  ] as const
  const operations: AttributeOperation[] = texts
    .filter(([, before, after]) => (before ?? '') !== after)
    .map(([AttributePath, , AttributeValue]) => ({ AttributePath, AttributeValue }))
  if ((primary?.Value ?? '') === wanted.Email) return operations
  const address = { Type: 'work', ...primary, Value: wanted.Email, Primary: true }
  return [...operations, { AttributePath: 'emails', AttributeValue: [address, ...others] }]
}
