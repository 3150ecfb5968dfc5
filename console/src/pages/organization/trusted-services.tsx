import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Table from '@cloudscape-design/components/table'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { EnabledServicePrincipal } from '../../../../src/wire/models/organizations.ts'
import { Confirm } from '../../components/confirm.tsx'
import { Empty } from '../../components/empty.tsx'
import { organizations } from '../../lib/aws.ts'
import { formatDateTime } from '../../lib/format.ts'
import { FormDialog } from './form-dialog.tsx'
import { readAll } from './read-all.ts'
import { ServiceField } from './service-field.tsx'

export function useTrustedServices() {
  return useQuery({
    queryKey: ['services', 'trusted'],
    queryFn: () =>
      readAll(
        (token) => organizations.call('ListAWSServiceAccessForOrganization', token),
        ({ EnabledServicePrincipals }) => EnabledServicePrincipals,
      ),
  })
}

/** The services with trusted access. */
export function TrustedServices() {
  const services = useTrustedServices()
  const [enabling, setEnabling] = useState(false)
  const [disabling, setDisabling] = useState<string>()
  return (
    <>
      <Table<EnabledServicePrincipal>
        header={
          <Header
            variant="h2"
            counter={services.data ? `(${services.data.length})` : ''}
            actions={<Button onClick={() => setEnabling(true)}>Enable a service</Button>}
          >
            Trusted services
          </Header>
        }
        items={services.data ?? []}
        loading={services.isPending}
        loadingText="Loading services"
        trackBy="ServicePrincipal"
        wrapLines
        ariaLabels={{ tableLabel: 'Trusted services' }}
        columnDefinitions={[
          { id: 'service', header: 'Service', isRowHeader: true, cell: ({ ServicePrincipal }) => ServicePrincipal },
          { id: 'since', header: 'Enabled', cell: ({ DateEnabled }) => formatDateTime(DateEnabled) },
          {
            id: 'action',
            header: 'Action',
            cell: ({ ServicePrincipal = '' }) => (
              <Button variant="inline-link" ariaLabel={`Disable ${ServicePrincipal}`} onClick={() => setDisabling(ServicePrincipal)}>
                Disable
              </Button>
            ),
          },
        ]}
        empty={<Empty title={services.isError ? 'Services could not be read' : 'No service is trusted'}>{services.error?.message}</Empty>}
      />
      {enabling && <Enable onClose={() => setEnabling(false)} onDone={() => void services.refetch().then(() => setEnabling(false))} />}
      {disabling && (
        <Disable
          service={disabling}
          onClose={() => setDisabling(undefined)}
          onDone={() => void services.refetch().then(() => setDisabling(undefined))}
        />
      )}
    </>
  )
}

function Enable({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const [service, setService] = useState('')
  const enable = useMutation({
    mutationFn: () => organizations.call('EnableAWSServiceAccess', { ServicePrincipal: service.trim() }),
    onSuccess: onDone,
  })
  return (
    <FormDialog
      title="Enable a service"
      action="Enable"
      disabled={service.trim() === ''}
      pending={enable.isPending}
      error={enable.error}
      onSubmit={() => enable.mutate()}
      onClose={onClose}
    >
      <ServiceField value={service} onChange={setService} />
    </FormDialog>
  )
}

function Disable({ service, onClose, onDone }: { service: string; onClose: () => void; onDone: () => void }) {
  const disable = useMutation({
    mutationFn: () => organizations.call('DisableAWSServiceAccess', { ServicePrincipal: service }),
    onSuccess: onDone,
  })
  return (
    <Confirm title={`Disable ${service}?`} action="Disable" mutation={disable} onClose={onClose}>
      The service can no longer work in the accounts of the organization. What it has made in them stays.
    </Confirm>
  )
}
