import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../lib/api.ts'
import { serviceCatalog } from '../../lib/aws.ts'
import { keepLatest } from '../../lib/live.ts'
import type { Request } from '../../lib/types.ts'

interface ActionsOptions {
  readonly request: Request
  /** Of the provisioned product. */
  readonly status: string | undefined
  readonly onChanged: () => void
}

/** Retry, cancel, terminate: each shown when it can be, terminating asked for twice. */
export function ProvisionedActions({ request, status, onChanged }: ActionsOptions) {
  const client = useQueryClient()
  const [terminating, setTerminating] = useState(false)
  const act = useMutation({
    mutationFn: (action: 'retry' | 'cancel') => api.post<Request>(`/requests/${request.recordId}/${action}`),
    onSuccess: (changed) => {
      keepLatest(client, changed)
      onChanged()
    },
  })
  const canTerminate = status !== undefined && status !== 'UNDER_CHANGE'
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {act.isError && <Box color="text-status-error">{act.error.message}</Box>}
      {request.canCancel && (
        <Button loading={act.isPending} onClick={() => act.mutate('cancel')}>
          Cancel {request.type === 'PROVISION_PRODUCT' ? 'launch' : 'termination'}
        </Button>
      )}
      {request.canRetry && (
        <Button variant="primary" loading={act.isPending} onClick={() => act.mutate('retry')}>
          Retry from the failed step
        </Button>
      )}
      <Button
        disabled={!canTerminate}
        disabledReason="It is under change. Wait until that ends, or cancel it."
        onClick={() => setTerminating(true)}
      >
        Terminate
      </Button>
      <Button href="/start" iconName="external" iconAlign="right">
        Access portal
      </Button>
      {terminating && <Terminate request={request} onChanged={onChanged} onClose={() => setTerminating(false)} />}
    </SpaceBetween>
  )
}

function Terminate({ request, onChanged, onClose }: { request: Request; onChanged: () => void; onClose: () => void }) {
  const { provisionedProductId, provisionedProductName, accountId } = request
  const [typed, setTyped] = useState('')
  const terminate = useMutation({
    mutationFn: () =>
      serviceCatalog.call('TerminateProvisionedProduct', {
        ProvisionedProductId: provisionedProductId,
        TerminateToken: crypto.randomUUID(),
      }),
    onSuccess: () => {
      onChanged()
      onClose()
    },
  })
  return (
    <Modal
      visible
      header={`Terminate ${provisionedProductName}?`}
      onDismiss={onClose}
      closeAriaLabel="Close"
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Keep it
            </Button>
            <Button
              variant="primary"
              disabled={typed !== provisionedProductName}
              loading={terminate.isPending}
              onClick={() => terminate.mutate()}
            >
              Terminate
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {terminate.isError && <Alert type="error">{terminate.error.message}</Alert>}
        <Box>
          {accountId
            ? `Account ${accountId} is no longer governed and moves to the root of the organization. It is not closed, and people keep their access.`
            : 'There is no account behind it. Its name becomes free.'}
        </Box>
        <FormField label={`Type ${provisionedProductName} to confirm`}>
          <Input value={typed} onChange={({ detail }) => setTyped(detail.value)} autoFocus />
        </FormField>
      </SpaceBetween>
    </Modal>
  )
}
