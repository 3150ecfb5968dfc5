import FormField from '@cloudscape-design/components/form-field'
import Multiselect, { type MultiselectProps } from '@cloudscape-design/components/multiselect'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { User } from '../../../../src/wire/models/identitystore.ts'
import { useSession } from '../../app/session.ts'
import { useDebounced } from '../../components/use-debounced.ts'
import { useAccountOptions } from '../organization/account-select.tsx'
import type { Choice } from './assignment-plan.ts'
import { hasPart, mostRead, readGroups, readUsers } from './directory.ts'
import { usePermissionSets } from './permission-sets.ts'
import { findPrincipal } from './principals.ts'

interface FieldOptions {
  readonly chosen: readonly Choice[]
  readonly onChange: (chosen: Choice[]) => void
  readonly errorText: string
}

const picked = (detail: MultiselectProps.MultiselectChangeDetail): Choice[] =>
  detail.selectedOptions.map(({ value = '', label = value, description }) => ({ value, label, ...(description && { description }) }))

/** Accounts of the organization, found by the server as one types. */
export function AccountsField({ chosen, onChange, errorText }: FieldOptions) {
  const [typed, setTyped] = useState('')
  const { found, options, more } = useAccountOptions(typed)
  return (
    <FormField label="Accounts" errorText={errorText} stretch>
      <Multiselect
        selectedOptions={chosen}
        options={options}
        filteringType="manual"
        filteringAriaLabel="Find an account"
        filteringPlaceholder="Find by name, id or e-mail"
        placeholder="Choose accounts"
        statusType={found.isError ? 'error' : found.isPending ? 'loading' : 'finished'}
        loadingText="Looking for accounts"
        errorText={found.error?.message ?? ''}
        finishedText={more > 0 ? `${more.toLocaleString('en')} more: type to find them` : ''}
        empty="No account matches"
        deselectAriaLabel={({ label }) => `Remove ${label}`}
        onLoadItems={({ detail }) => setTyped(detail.filteringText)}
        onChange={({ detail }) => onChange(picked(detail))}
      />
    </FormField>
  )
}

const shownOfEach = 50

/** Groups and people. Of a large directory the first thousand people are offered; others are found by their whole name or address. */
export function PrincipalsField({ chosen, onChange, errorText }: FieldOptions) {
  const [typed, setTyped] = useState('')
  const search = useDebounced(typed.trim(), 200)
  const { users, groups, other, known } = useDirectory(search)
  const options = [
    { label: 'Groups', options: matching(groups.data, search) },
    { label: 'Users', options: matching(known, search) },
  ].filter((group) => group.options.length > 0)
  const problem = groups.error ?? users.error
  return (
    <FormField label="Users and groups" errorText={errorText} stretch>
      <Multiselect
        selectedOptions={chosen}
        options={options}
        filteringType="manual"
        filteringAriaLabel="Find a user or group"
        filteringPlaceholder="Find by name or e-mail"
        placeholder="Choose users and groups"
        statusType={problem ? 'error' : groups.isPending || users.isPending || other.isFetching ? 'loading' : 'finished'}
        loadingText="Looking for users and groups"
        errorText={problem?.message ?? ''}
        finishedText={(users.data?.length ?? 0) >= mostRead ? 'Of more people: type the whole user name or e-mail address' : ''}
        empty="Nobody matches"
        deselectAriaLabel={({ label }) => `Remove ${label}`}
        onLoadItems={({ detail }) => setTyped(detail.filteringText)}
        onChange={({ detail }) => onChange(picked(detail))}
      />
    </FormField>
  )
}

const matching = (all: readonly Choice[] = [], search: string): Choice[] =>
  all.filter(({ label, description }) => hasPart(search, [label, description])).slice(0, shownOfEach)

function useDirectory(search: string) {
  const IdentityStoreId = useSession().data?.identityStoreId ?? ''
  const enabled = IdentityStoreId !== ''
  const groups = useQuery({
    queryKey: ['groups', 'choices', IdentityStoreId],
    queryFn: async () =>
      (await readGroups(IdentityStoreId)).map(({ GroupId, DisplayName = GroupId }) => ({ value: `GROUP/${GroupId}`, label: DisplayName })),
    enabled,
  })
  const users = useQuery({
    queryKey: ['users', 'choices', IdentityStoreId],
    queryFn: async () => (await readUsers(IdentityStoreId)).map(choiceOf),
    enabled,
  })
  const mayBeMore = search !== '' && users.isSuccess && users.data.length >= mostRead
  const other = useQuery({
    queryKey: ['directory', 'user', IdentityStoreId, search],
    queryFn: async (): Promise<Choice | null> => {
      const id = await findPrincipal(IdentityStoreId, 'USER', search).catch(() => undefined)
      return id === undefined ? null : { value: `USER/${id}`, label: search }
    },
    enabled: enabled && mayBeMore,
  })
  const isNew = other.data && users.data?.every(({ value }) => value !== other.data?.value)
  return { groups, users, other, known: other.data && isNew ? [other.data, ...(users.data ?? [])] : users.data }
}

function choiceOf({ UserId, UserName = UserId, DisplayName, Emails }: User): Choice {
  const description = [DisplayName, Emails?.[0]?.Value].filter(Boolean).join(' · ')
  return { value: `USER/${UserId}`, label: UserName, ...(description && { description }) }
}

/** All permission sets of the instance. */
export function PermissionSetsField({ instanceArn, chosen, onChange, errorText }: FieldOptions & { readonly instanceArn: string }) {
  const sets = usePermissionSets(instanceArn)
  const options = (sets.data ?? []).map(({ arn, name, description }) => ({ value: arn, label: name, ...(description && { description }) }))
  return (
    <FormField label="Permission sets" errorText={errorText} stretch>
      <Multiselect
        selectedOptions={chosen}
        options={options}
        filteringType="auto"
        filteringAriaLabel="Find a permission set"
        placeholder="Choose permission sets"
        statusType={sets.isError ? 'error' : sets.isPending ? 'loading' : 'finished'}
        loadingText="Loading permission sets"
        errorText={sets.error?.message ?? ''}
        empty="There is no permission set yet"
        noMatch="No permission set matches"
        deselectAriaLabel={({ label }) => `Remove ${label}`}
        onChange={({ detail }) => onChange(picked(detail))}
      />
    </FormField>
  )
}
