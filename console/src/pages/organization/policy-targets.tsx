import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { PolicyTargetSummary } from '../../../../src/wire/models/organizations.ts'
import { Confirm } from '../../components/confirm.tsx'
import { Empty } from '../../components/empty.tsx'
import { organizations } from '../../lib/aws.ts'
import { AccountSelect } from './account-select.tsx'
import { FormDialog } from './form-dialog.tsx'
import type { PolicyTypeFacts } from './policy-types.ts'
import { UnitSelect } from './unit-select.tsx'
import { useRefresh } from './use-organization.ts'
import { targetsOf, usePolicyTypes } from './use-policies.ts'

interface PolicyTargetsOptions {
  readonly facts: PolicyTypeFacts
  readonly policyId: string
  readonly policyName: string
}

/** What the policy is attached to; it is attached to more, and detached, here. */
export function PolicyTargets({ facts, policyId, policyName }: PolicyTargetsOptions) {
  const targets = useQuery({ queryKey: ['policies', 'targets', policyId], queryFn: () => targetsOf(policyId) })
  const enabled = usePolicyTypes().data?.enabled.has(facts.type)
  const [doing, setDoing] = useState<'attach' | 'detach'>()
  const [picked, setPicked] = useState<readonly PolicyTargetSummary[]>([])
  const refresh = useRefresh()
  const detach = useMutation({
    mutationFn: async () => {
      for (const { TargetId = '' } of picked) await organizations.call('DetachPolicy', { PolicyId: policyId, TargetId })
    },
    onSettled: refresh,
    onSuccess: () => {
      setPicked([])
      setDoing(undefined)
    },
  })
  return (
    <>
      <Table<PolicyTargetSummary>
        header={
          <Header
            variant="h2"
            counter={targets.data ? `(${targets.data.length})` : ''}
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button disabled={picked.length === 0} disabledReason="Select what to detach it from." onClick={() => setDoing('detach')}>
                  Detach
                </Button>
                <Button
                  disabled={enabled !== true}
                  {...(enabled === false && { disabledReason: 'Enable this type of policy before.' })}
                  onClick={() => setDoing('attach')}
                >
                  Attach
                </Button>
              </SpaceBetween>
            }
          >
            Targets
          </Header>
        }
        items={targets.data ?? []}
        loading={targets.isPending}
        loadingText="Loading targets"
        trackBy="TargetId"
        selectionType="multi"
        selectedItems={[...picked]}
        onSelectionChange={({ detail }) => setPicked(detail.selectedItems)}
        ariaLabels={{
          tableLabel: 'Targets',
          selectionGroupLabel: 'Targets',
          allItemsSelectionLabel: () => 'Select all targets',
          itemSelectionLabel: (_, { Name }) => `Select ${Name}`,
        }}
        columnDefinitions={[
          {
            id: 'name',
            header: 'Name',
            isRowHeader: true,
            cell: ({ TargetId, Name, Type }) => <Link href={hrefOf(Type, TargetId)}>{Name}</Link>,
          },
          { id: 'type', header: 'Kind', cell: ({ Type }) => kinds[Type ?? 'ACCOUNT'] },
          { id: 'id', header: 'Id', cell: ({ TargetId }) => <span className="mono">{TargetId}</span> },
        ]}
        empty={
          <Empty title={targets.isError ? 'Targets could not be read' : 'Attached to nothing'}>
            {targets.error?.message ?? 'It binds nobody until it is attached.'}
          </Empty>
        }
      />
      {doing === 'attach' && <Attach policyId={policyId} policyName={policyName} onClose={() => setDoing(undefined)} />}
      {doing === 'detach' && (
        <Confirm title={`Detach ${policyName}?`} action="Detach" mutation={detach} onClose={() => setDoing(undefined)}>
          From {picked.map(({ Name }) => Name).join(', ')}. It no longer binds the accounts there, unless it is attached above them too.
        </Confirm>
      )}
    </>
  )
}

const kinds = { ACCOUNT: 'Account', ORGANIZATIONAL_UNIT: 'Organizational unit', ROOT: 'Root' }
const hrefOf = (type: PolicyTargetSummary['Type'], id = ''): string =>
  `/console/organization/${type === 'ACCOUNT' ? 'accounts' : 'units'}/${id}`

function Attach({ policyId, policyName, onClose }: { policyId: string; policyName: string; onClose: () => void }) {
  const [kind, setKind] = useState<'unit' | 'account'>('unit')
  const [target, setTarget] = useState<string>()
  const refresh = useRefresh()
  const attach = useMutation({
    mutationFn: async () => {
      await organizations.call('AttachPolicy', { PolicyId: policyId, TargetId: target ?? '' })
      await refresh()
    },
    onSuccess: onClose,
  })
  return (
    <FormDialog
      title={`Attach ${policyName}`}
      action="Attach"
      disabled={!target}
      pending={attach.isPending}
      error={attach.error}
      onSubmit={() => attach.mutate()}
      onClose={onClose}
    >
      <SegmentedControl
        label="Kind of target"
        selectedId={kind}
        options={[
          { id: 'unit', text: 'Root or unit' },
          { id: 'account', text: 'Account' },
        ]}
        onChange={({ detail }) => {
          setKind(detail.selectedId === 'account' ? 'account' : 'unit')
          setTarget(undefined)
        }}
      />
      <FormField
        label={kind === 'unit' ? 'Root or organizational unit' : 'Account'}
        description={kind === 'unit' ? 'It binds every account below, those to come included.' : undefined}
      >
        {kind === 'unit' ? <UnitSelect value={target} onChange={setTarget} /> : <AccountSelect onChange={setTarget} />}
      </FormField>
    </FormDialog>
  )
}
