import Badge from '@cloudscape-design/components/badge'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { Policy } from '../../../../src/wire/models/organizations.ts'
import { ConsolePage } from '../../app/shell.tsx'
import { Confirm } from '../../components/confirm.tsx'
import { CopyId } from '../../components/copy-id.tsx'
import { Empty } from '../../components/empty.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { RowSkeletons } from '../../components/row-skeletons.tsx'
import { organizations } from '../../lib/aws.ts'
import { PolicyForm } from './policy-form.tsx'
import { PolicyTargets } from './policy-targets.tsx'
import { findPolicyType, type PolicyTypeFacts, policyHref } from './policy-types.ts'
import { Tags } from './tags.tsx'
import { useRefresh } from './use-organization.ts'

/** A policy: its content, what it is attached to, its tags. Under `new` the form that makes one. */
export default function PolicyPage() {
  const { policyType = '', policyId = '' } = useParams({ strict: false })
  const facts = findPolicyType(policyType)
  if (!facts) {
    return (
      <ConsolePage title={policyType}>
        <Empty title="There is no such type of policy" action={<Button href="/console/organization/policies">Policies</Button>} />
      </ConsolePage>
    )
  }
  return policyId === 'new' ? <NewPolicy facts={facts} /> : <ExistingPolicy key={policyId} facts={facts} id={policyId} />
}

const breadcrumbsTo = ({ type, name }: PolicyTypeFacts) => [
  { text: 'Policies', href: '/console/organization/policies' },
  { text: name, href: `/console/organization/policies/${type}` },
]

function NewPolicy({ facts }: { facts: PolicyTypeFacts }) {
  const navigate = useNavigate()
  const client = useQueryClient()
  const { type, example } = facts
  return (
    <ConsolePage title="Create policy" breadcrumbs={breadcrumbsTo(facts)}>
      <SpaceBetween size="l">
        <Header variant="h1" description={facts.about}>
          Create policy
        </Header>
        <PolicyForm
          facts={facts}
          initial={{ name: '', description: '', content: JSON.stringify(example, null, 2) }}
          action="Create policy"
          save={async ({ name, description, content }) => {
            const input = { Type: type, Name: name.trim(), Description: description, Content: content }
            const { Policy } = await organizations.call('CreatePolicy', input)
            await client.invalidateQueries({ queryKey: ['policies'] })
            await navigate({ href: policyHref(type, Policy?.PolicySummary?.Id ?? ''), ignoreBlocker: true })
          }}
          onCancel={() => void navigate({ href: `/console/organization/policies/${type}` })}
        />
      </SpaceBetween>
    </ConsolePage>
  )
}

function ExistingPolicy({ facts, id }: { facts: PolicyTypeFacts; id: string }) {
  const described = useQuery({
    queryKey: ['policies', 'one', id],
    queryFn: async () => (await organizations.call('DescribePolicy', { PolicyId: id })).Policy,
  })
  const [doing, setDoing] = useState<'edit' | 'delete'>()
  const policy = described.data
  const name = policy?.PolicySummary?.Name ?? id
  const managed = policy?.PolicySummary?.AwsManaged ?? true
  return (
    <ConsolePage title={name} breadcrumbs={breadcrumbsTo(facts)}>
      <SpaceBetween size="l">
        <Header
          variant="h1"
          description={policy?.PolicySummary?.Description}
          info={policy && managed && <Badge>AWS managed</Badge>}
          actions={
            policy &&
            !managed &&
            doing !== 'edit' && (
              <SpaceBetween direction="horizontal" size="xs">
                <Button onClick={() => setDoing('delete')}>Delete</Button>
                <Button variant="primary" onClick={() => setDoing('edit')}>
                  Edit
                </Button>
              </SpaceBetween>
            )
          }
        >
          {name}
        </Header>
        {described.isError ? (
          <LoadFailure
            error={described.error}
            onRetry={() => void described.refetch()}
            action={{ text: facts.name, href: `/console/organization/policies/${facts.type}` }}
          />
        ) : !policy ? (
          <RowSkeletons rows={5} />
        ) : doing === 'edit' ? (
          <EditPolicy facts={facts} policy={policy} onEnd={() => setDoing(undefined)} />
        ) : (
          <Shown facts={facts} policy={policy} id={id} name={name} managed={managed} />
        )}
      </SpaceBetween>
      {doing === 'delete' && <DeletePolicy facts={facts} id={id} name={name} onClose={() => setDoing(undefined)} />}
    </ConsolePage>
  )
}

interface ShownOptions {
  readonly facts: PolicyTypeFacts
  readonly policy: Policy
  readonly id: string
  readonly name: string
  readonly managed: boolean
}

function Shown({ facts, policy, id, name, managed }: ShownOptions) {
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">Policy</Header>}>
        <SpaceBetween size="m">
          <KeyValuePairs
            columns={2}
            minColumnWidth={200}
            items={[
              { label: 'Policy id', value: <CopyId value={id} what="policy id" /> },
              { label: 'ARN', value: <CopyId value={policy.PolicySummary?.Arn ?? ''} what="ARN" wraps /> },
            ]}
          />
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
          <section className="policy-text" tabIndex={0} aria-label="Content of the policy">
            {formatted(policy.Content)}
          </section>
        </SpaceBetween>
      </Container>
      <PolicyTargets facts={facts} policyId={id} policyName={name} />
      {!managed && <Tags id={id} name={name} />}
    </SpaceBetween>
  )
}

const formatted = (content = ''): string => {
  try {
    return JSON.stringify(JSON.parse(content), null, 2)
  } catch {
    return content
  }
}

function EditPolicy({ facts, policy, onEnd }: { facts: PolicyTypeFacts; policy: Policy; onEnd: () => void }) {
  const refresh = useRefresh()
  const { Id = '', Name = '', Description = '' } = policy.PolicySummary ?? {}
  return (
    <PolicyForm
      facts={facts}
      initial={{ name: Name, description: Description, content: formatted(policy.Content) }}
      action="Save changes"
      save={async ({ name, description, content }) => {
        await organizations.call('UpdatePolicy', { PolicyId: Id, Name: name.trim(), Description: description, Content: content })
        await refresh()
        onEnd()
      }}
      onCancel={onEnd}
    />
  )
}

function DeletePolicy({ facts, id, name, onClose }: { facts: PolicyTypeFacts; id: string; name: string; onClose: () => void }) {
  const navigate = useNavigate()
  const client = useQueryClient()
  const remove = useMutation({
    mutationFn: async () => {
      await organizations.call('DeletePolicy', { PolicyId: id })
      await navigate({ href: `/console/organization/policies/${facts.type}`, replace: true })
      client.removeQueries({ queryKey: ['policies', 'one', id] })
      await client.invalidateQueries({ queryKey: ['policies'] })
    },
  })
  return (
    <Confirm title={`Delete ${name}?`} action="Delete" mutation={remove} onClose={onClose}>
      Only a policy that is attached to nothing can be deleted.
    </Confirm>
  )
}
