import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Empty } from '../../components/empty.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { RowSkeletons } from '../../components/row-skeletons.tsx'
import { findPolicyType, type PolicyTypeFacts, policyHref, policyTypes } from './policy-types.ts'
import { useAppliedPolicies, useEffectivePolicy, usePolicyTypes } from './use-policies.ts'

interface Place {
  readonly id: string
  readonly name: string
}

/** The policies that bear on an account or unit, of one type at a time, and what those that are merged come to. The type stands in the address. */
export function AppliedPolicies({ line, accountId }: { line: readonly Place[]; accountId?: string }) {
  const { status } = useSearch({ strict: false })
  const navigate = useNavigate()
  const types = usePolicyTypes()
  if (types.isError) return <LoadFailure error={types.error} onRetry={() => void types.refetch()} />
  if (!types.data) return <RowSkeletons rows={3} />
  const { enabled } = types.data
  const options = policyTypes.map(({ type, name }) => ({
    value: type,
    label: name,
    ...(!enabled.has(type) && { labelTag: 'Not enabled' }),
  }))
  const firstEnabled = policyTypes.find(({ type }) => enabled.has(type))
  const chosen = findPolicyType(status ?? '') ?? firstEnabled ?? policyTypes[0]
  if (!chosen) return null
  return (
    <SpaceBetween size="m">
      <Select
        selectedOption={options.find(({ value }) => value === chosen.type) ?? null}
        options={options}
        ariaLabel="Type of policy"
        onChange={({ detail }) =>
          void navigate({ to: '.', search: (old: object) => ({ ...old, status: detail.selectedOption.value }), replace: true })
        }
      />
      <Applied chosen={chosen} line={line} enabled={enabled.has(chosen.type)} />
      {accountId && !chosen.controls && enabled.has(chosen.type) && <Effective chosen={chosen} accountId={accountId} />}
    </SpaceBetween>
  )
}

function Applied({ chosen, line, enabled }: { chosen: PolicyTypeFacts; line: readonly Place[]; enabled: boolean }) {
  const applied = useAppliedPolicies(chosen.type, line, enabled)
  return (
    <Table
      header={
        <Header variant="h2" counter={applied.data ? `(${applied.data.length})` : ''} description={chosen.about}>
          {chosen.name}
        </Header>
      }
      items={applied.data ?? []}
      loading={enabled && applied.isPending}
      loadingText="Loading policies"
      trackBy={({ policy, place }) => `${policy.Id} ${place.id}`}
      wrapLines
      ariaLabels={{ tableLabel: chosen.name }}
      columnDefinitions={[
        {
          id: 'name',
          header: 'Policy',
          isRowHeader: true,
          cell: ({ policy }) => <Link href={policyHref(chosen.type, policy.Id ?? '')}>{policy.Name}</Link>,
        },
        {
          id: 'from',
          header: 'Attached',
          cell: ({ place, inherited }) =>
            inherited ? (
              <>
                Inherited from <Link href={`/console/organization/units/${place.id}`}>{place.name}</Link>
              </>
            ) : (
              'Directly'
            ),
        },
      ]}
      empty={<NoPolicies chosen={chosen} enabled={enabled} error={applied.error} />}
    />
  )
}

function NoPolicies({ chosen, enabled, error }: { chosen: PolicyTypeFacts; enabled: boolean; error: Error | null }) {
  if (error) return <Empty title="Policies could not be read">{error.message}</Empty>
  if (enabled) return <Empty title="No policies of this type" />
  return (
    <Empty title="This type is not enabled" action={<Link href={`/console/organization/policies/${chosen.type}`}>{chosen.name}</Link>}>
      Its policies bind nobody until it is.
    </Empty>
  )
}

function Effective({ chosen, accountId }: { chosen: PolicyTypeFacts; accountId: string }) {
  const effective = useEffectivePolicy(chosen.type, accountId, true)
  return (
    <Container header={<Header variant="h2">Effective policy</Header>}>
      {effective.isError ? (
        <LoadFailure error={effective.error} onRetry={() => void effective.refetch()} />
      ) : !effective.data ? (
        <RowSkeletons rows={2} />
      ) : effective.data.content === undefined ? (
        <Box color="text-body-secondary">None: no policy of this type bears on the account.</Box>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
        <section className="policy-text" tabIndex={0} aria-label="Effective policy">
          {effective.data.content}
        </section>
      )}
    </Container>
  )
}
