import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import Table from '@cloudscape-design/components/table'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Handshake } from '../../../../src/wire/models/organizations.ts'
import { ConsolePage } from '../../app/shell.tsx'
import { Confirm } from '../../components/confirm.tsx'
import { Empty } from '../../components/empty.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { Titled } from '../../components/titled.tsx'
import { useNarrow } from '../../components/use-narrow.ts'
import { organizations } from '../../lib/aws.ts'
import { formatDateTime } from '../../lib/format.ts'
import { FormDialog } from './form-dialog.tsx'
import { readAll } from './read-all.ts'

/** Accounts that were asked to join the organization, and how they answered. */
export default function Invitations() {
  const narrow = useNarrow()
  const [inviting, setInviting] = useState(false)
  const [cancelling, setCancelling] = useState<Handshake>()
  const invitations = useQuery({
    queryKey: ['invitations'],
    queryFn: () =>
      readAll(
        (token) => organizations.call('ListHandshakesForOrganization', { Filter: { ActionType: 'INVITE' }, ...token }),
        ({ Handshakes }) => Handshakes,
      ),
  })
  const columns = columnsOf(setCancelling)
  return (
    <ConsolePage title="Invitations" contentType="table" breadcrumbs={[{ text: 'Organization', href: '/console/organization' }]}>
      {invitations.isError ? (
        <Titled title="Invitations">
          <LoadFailure error={invitations.error} onRetry={() => void invitations.refetch()} />
        </Titled>
      ) : (
        <Table<Handshake>
          variant="full-page"
          stickyHeader
          enableKeyboardNavigation
          wrapLines
          items={invitations.data ?? []}
          loading={invitations.isPending}
          loadingText="Loading invitations"
          trackBy="Id"
          ariaLabels={{ tableLabel: 'Invitations' }}
          columnDefinitions={narrow ? columns.filter(({ id }) => id !== 'sent' && id !== 'expires') : columns}
          header={
            <Header
              variant="awsui-h1-sticky"
              counter={invitations.data ? `(${invitations.data.length})` : ''}
              description="Accounts that were asked to join the organization."
              actions={
                <Button variant="primary" onClick={() => setInviting(true)}>
                  Invite an account
                </Button>
              }
            >
              Invitations
            </Header>
          }
          empty={<Empty title="No invitations">Accounts that exist already can be asked to join; new ones are launched.</Empty>}
        />
      )}
      {inviting && <Invite onClose={() => setInviting(false)} onDone={() => void invitations.refetch().then(() => setInviting(false))} />}
      {cancelling && (
        <Cancel
          invitation={cancelling}
          onClose={() => setCancelling(undefined)}
          onDone={() => void invitations.refetch().then(() => setCancelling(undefined))}
        />
      )}
    </ConsolePage>
  )
}

const invitedBy = ({ Parties = [] }: Handshake): string => Parties.find(({ Type }) => Type !== 'ORGANIZATION')?.Id ?? '–'

const looks: Record<string, { type: StatusIndicatorProps.Type; text: string }> = {
  OPEN: { type: 'pending', text: 'Open' },
  REQUESTED: { type: 'pending', text: 'Waits for an answer' },
  ACCEPTED: { type: 'success', text: 'Accepted' },
  DECLINED: { type: 'stopped', text: 'Declined' },
  CANCELED: { type: 'stopped', text: 'Cancelled' },
  EXPIRED: { type: 'stopped', text: 'Expired' },
}

const columnsOf = (onCancel: (invitation: Handshake) => void) => [
  { id: 'account', header: 'Account', isRowHeader: true, minWidth: 150, cell: (invitation: Handshake) => invitedBy(invitation) },
  {
    id: 'state',
    header: 'State',
    minWidth: 150,
    cell: ({ State = 'OPEN' }: Handshake) => (
      <StatusIndicator type={looks[State]?.type ?? 'info'}>{looks[State]?.text ?? State}</StatusIndicator>
    ),
  },
  { id: 'sent', header: 'Sent', minWidth: 160, cell: ({ RequestedTimestamp }: Handshake) => formatDateTime(RequestedTimestamp) },
  { id: 'expires', header: 'Expires', minWidth: 160, cell: ({ ExpirationTimestamp }: Handshake) => formatDateTime(ExpirationTimestamp) },
  {
    id: 'action',
    header: 'Action',
    minWidth: 90,
    cell: (invitation: Handshake) =>
      invitation.State === 'OPEN' || invitation.State === 'REQUESTED' ? (
        <Button variant="inline-link" ariaLabel={`Cancel the invitation of ${invitedBy(invitation)}`} onClick={() => onCancel(invitation)}>
          Cancel
        </Button>
      ) : (
        '–'
      ),
  },
]

function Invite({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const [target, setTarget] = useState('')
  const [notes, setNotes] = useState('')
  const wanted = target.trim()
  const invite = useMutation({
    mutationFn: () =>
      organizations.call('InviteAccountToOrganization', {
        Target: { Id: wanted, Type: /^\d{12}$/.test(wanted) ? 'ACCOUNT' : 'EMAIL' },
        ...(notes.trim() && { Notes: notes.trim() }),
      }),
    onSuccess: onDone,
  })
  return (
    <FormDialog
      title="Invite an account"
      action="Send the invitation"
      disabled={!/^(\d{12}|\S+@\S+)$/.test(wanted)}
      pending={invite.isPending}
      error={invite.error}
      onSubmit={() => invite.mutate()}
      onClose={onClose}
    >
      <FormField label="Account id or e-mail address">
        <Input
          value={target}
          autoFocus
          autoComplete={false}
          spellcheck={false}
          onChange={({ detail }) => setTarget(detail.value.slice(0, 64))}
        />
      </FormField>
      <FormField
        label={
          <>
            Message <i>- optional</i>
          </>
        }
      >
        <Input value={notes} onChange={({ detail }) => setNotes(detail.value.slice(0, 1_024))} />
      </FormField>
    </FormDialog>
  )
}

function Cancel({ invitation, onClose, onDone }: { invitation: Handshake; onClose: () => void; onDone: () => void }) {
  const cancel = useMutation({
    mutationFn: () => organizations.call('CancelHandshake', { HandshakeId: invitation.Id ?? '' }),
    onSuccess: onDone,
  })
  return (
    <Confirm title="Cancel the invitation?" action="Cancel the invitation" mutation={cancel} onClose={onClose}>
      {invitedBy(invitation)} can no longer accept it.
    </Confirm>
  )
}
