import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import Table from '@cloudscape-design/components/table'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Confirm } from '../../components/confirm.tsx'
import { Empty } from '../../components/empty.tsx'
import { organizations } from '../../lib/aws.ts'
import { formatDate } from '../../lib/format.ts'
import { AccountSelect } from './account-select.tsx'
import { FormDialog } from './form-dialog.tsx'
import { readAll } from './read-all.ts'
import { ServiceField } from './service-field.tsx'

interface Delegation {
  readonly accountId: string
  readonly accountName: string
  readonly service: string
  readonly since: Date | undefined
}

/** Each account and service; an account may administer several. */
async function readDelegations(): Promise<Delegation[]> {
  const administrators = await readAll(
    (token) => organizations.call('ListDelegatedAdministrators', token),
    ({ DelegatedAdministrators }) => DelegatedAdministrators,
  )
  const ofEach = administrators.map(async ({ Id = '', Name = '' }) => {
    const services = await readAll(
      (token) => organizations.call('ListDelegatedServicesForAccount', { AccountId: Id, ...token }),
      ({ DelegatedServices }) => DelegatedServices,
    )
    return services.map(({ ServicePrincipal = '', DelegationEnabledDate }) => ({
      accountId: Id,
      accountName: Name,
      service: ServicePrincipal,
      since: DelegationEnabledDate,
    }))
  })
  return (await Promise.all(ofEach)).flat()
}

export function DelegatedAdministrators() {
  const delegations = useQuery({ queryKey: ['services', 'delegated'], queryFn: readDelegations })
  const [registering, setRegistering] = useState(false)
  const [ending, setEnding] = useState<Delegation>()
  return (
    <>
      <Table<Delegation>
        header={
          <Header
            variant="h2"
            counter={delegations.data ? `(${delegations.data.length})` : ''}
            actions={<Button onClick={() => setRegistering(true)}>Register an administrator</Button>}
          >
            Delegated administrators
          </Header>
        }
        items={delegations.data ?? []}
        loading={delegations.isPending}
        loadingText="Loading delegated administrators"
        trackBy={({ accountId, service }) => `${accountId} ${service}`}
        wrapLines
        ariaLabels={{ tableLabel: 'Delegated administrators' }}
        columnDefinitions={[
          {
            id: 'account',
            header: 'Account',
            isRowHeader: true,
            cell: ({ accountId, accountName }) => <Link href={`/console/organization/accounts/${accountId}`}>{accountName}</Link>,
          },
          { id: 'service', header: 'Service', cell: ({ service }) => service },
          { id: 'since', header: 'Since', cell: ({ since }) => formatDate(since) },
          {
            id: 'action',
            header: 'Action',
            cell: (delegation) => (
              <Button
                variant="inline-link"
                ariaLabel={`Deregister ${delegation.accountName} for ${delegation.service}`}
                onClick={() => setEnding(delegation)}
              >
                Deregister
              </Button>
            ),
          },
        ]}
        empty={
          <Empty title={delegations.isError ? 'Delegated administrators could not be read' : 'No delegated administrators'}>
            {delegations.error?.message ?? 'The management account administers every service.'}
          </Empty>
        }
      />
      {registering && (
        <Register onClose={() => setRegistering(false)} onDone={() => void delegations.refetch().then(() => setRegistering(false))} />
      )}
      {ending && (
        <Deregister
          delegation={ending}
          onClose={() => setEnding(undefined)}
          onDone={() => void delegations.refetch().then(() => setEnding(undefined))}
        />
      )}
    </>
  )
}

function Register({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const [accountId, setAccountId] = useState<string>()
  const [service, setService] = useState('')
  const register = useMutation({
    mutationFn: () =>
      organizations.call('RegisterDelegatedAdministrator', { AccountId: accountId ?? '', ServicePrincipal: service.trim() }),
    onSuccess: onDone,
  })
  return (
    <FormDialog
      title="Register a delegated administrator"
      action="Register"
      disabled={!accountId || service.trim() === ''}
      pending={register.isPending}
      error={register.error}
      onSubmit={() => register.mutate()}
      onClose={onClose}
    >
      <ServiceField value={service} onChange={setService} />
      <FormField label="Account" description="It may read the organization, and administers the service for all accounts.">
        <AccountSelect onChange={setAccountId} />
      </FormField>
    </FormDialog>
  )
}

function Deregister({ delegation, onClose, onDone }: { delegation: Delegation; onClose: () => void; onDone: () => void }) {
  const { accountId, accountName, service } = delegation
  const end = useMutation({
    mutationFn: () => organizations.call('DeregisterDelegatedAdministrator', { AccountId: accountId, ServicePrincipal: service }),
    onSuccess: onDone,
  })
  return (
    <Confirm title={`Deregister ${accountName}?`} action="Deregister" mutation={end} onClose={onClose}>
      It no longer administers {service} for the organization.
    </Confirm>
  )
}
