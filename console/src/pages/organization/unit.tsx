import Badge from '@cloudscape-design/components/badge'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { ConsolePage } from '../../app/shell.tsx'
import { CopyId } from '../../components/copy-id.tsx'
import { Empty } from '../../components/empty.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { RowSkeletons } from '../../components/row-skeletons.tsx'
import type { Unit } from '../../lib/types.ts'
import { AccountActions } from './account-actions.tsx'
import { AppliedPolicies } from './applied-policies.tsx'
import { Said } from './said.tsx'
import { Tags } from './tags.tsx'
import { UnitPath } from './unit-path.tsx'
import { childrenOf, totalAccounts } from './unit-tree.ts'
import { lineOf, useOrganization } from './use-organization.ts'

/** The root or one organizational unit: where it lies, what lies in it, its policies and tags. */
export default function UnitPage() {
  const { unitId = '' } = useParams({ strict: false })
  const organization = useOrganization()
  const navigate = useNavigate()
  const [said, setSaid] = useState<string>()
  const units = organization.data?.units ?? []
  const unit = units.find(({ id }) => id === unitId)
  const title = unit?.name ?? unitId
  return (
    <ConsolePage title={title} breadcrumbs={[{ text: 'AWS accounts', href: '/console/organization' }]}>
      <SpaceBetween size="l">
        <Header
          variant="h1"
          actions={
            unit && (
              <SpaceBetween direction="horizontal" size="xs">
                <Button href={`/console/organization?unit=${unit.id}`}>Show in the hierarchy</Button>
                <AccountActions
                  picked={[{ kind: 'unit', unit }]}
                  managementAccountId={organization.data?.managementAccountId}
                  only={['create', 'rename', 'delete']}
                  onDone={(what, action) =>
                    action === 'delete' ? void navigate({ to: '/console/organization', replace: true }) : setSaid(what)
                  }
                />
              </SpaceBetween>
            )
          }
        >
          {title}
        </Header>
        <Said text={said} onDismiss={() => setSaid(undefined)} />
        {organization.isError && <LoadFailure error={organization.error} onRetry={() => void organization.refetch()} />}
        {organization.data && !unit && (
          <Empty title="There is no such organizational unit" action={<Button href="/console/organization">AWS accounts</Button>}>
            It may have been deleted, or the id is mistyped.
          </Empty>
        )}
        {organization.isPending && <RowSkeletons rows={4} />}
        {unit && (
          <SpaceBetween size="l">
            <Facts unit={unit} units={units} />
            <AppliedPolicies line={lineOf(units, unit.id)} />
            <Tags id={unit.id} name={unit.name} />
          </SpaceBetween>
        )}
      </SpaceBetween>
    </ConsolePage>
  )
}

function Facts({ unit, units }: { unit: Unit; units: readonly Unit[] }) {
  const children = childrenOf(units)
  const below = children.get(unit.id) ?? []
  return (
    <Container header={<Header variant="h2">{unit.parentId === null ? 'Root' : 'Organizational unit'}</Header>}>
      <KeyValuePairs
        columns={3}
        minColumnWidth={200}
        items={[
          { label: 'Id', value: <CopyId value={unit.id} what="id" /> },
          { label: 'Lies in', value: unit.parentId === null ? '–' : <UnitPath line={lineOf(units, unit.parentId)} /> },
          { label: 'Governance', value: <Governance unit={unit} /> },
          {
            label: 'Accounts directly inside',
            value: <Link href={`/console/organization/accounts?q=${unit.id}`}>{unit.accounts.toLocaleString('en')}</Link>,
          },
          { label: 'With units below', value: totalAccounts(unit, children).toLocaleString('en') },
          {
            label: 'Units inside',
            value:
              below.length === 0
                ? 'None'
                : below.slice(0, 10).map(({ id, name }) => (
                    <div key={id}>
                      <Link href={`/console/organization/units/${id}`}>{name}</Link>
                    </div>
                  )),
          },
        ]}
      />
    </Container>
  )
}

function Governance({ unit }: { unit: Unit }) {
  if (unit.parentId === null) return <Badge>Root</Badge>
  if (!unit.registered) return <Badge color="grey">Not registered</Badge>
  return unit.vendable ? <Badge color="green">Registered</Badge> : <Badge color="blue">Security</Badge>
}
