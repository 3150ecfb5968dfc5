import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Wizard from '@cloudscape-design/components/wizard'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useSession } from '../../app/session.ts'
import { ConsolePage } from '../../app/shell.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { RowSkeletons } from '../../components/row-skeletons.tsx'
import { wizardTexts } from '../../components/wizard-texts.ts'
import { LeaveGuard } from '../catalog/leave-guard.tsx'
import { type Choice, type Choices, mostAssignments, type PlannedAssignment, planOf } from './assignment-plan.ts'
import { AssignmentProgress } from './assignment-progress.tsx'
import { AccountsField, PermissionSetsField, PrincipalsField } from './choose-fields.tsx'
import { useInstance } from './permission-sets.ts'
import { readPreselected } from './preselected.ts'
import { useAssignmentRun } from './use-assignment-run.ts'

/** Lets several users and groups enter several accounts at once. What an address names is chosen already. */
export default function Assign() {
  const { account, principal, set } = useSearch({ from: '/console/access/assign' })
  const instance = useInstance()
  const store = useSession().data?.identityStoreId ?? ''
  const preselected = useQuery({
    queryKey: ['assign', account, principal, set],
    queryFn: () => readPreselected(instance.data ?? '', store, { account, principal, set }),
    enabled: Boolean(instance.data) && store !== '',
    staleTime: Number.POSITIVE_INFINITY,
  })
  const error = instance.error ?? preselected.error
  return (
    <ConsolePage
      title="Assign access"
      contentType="wizard"
      breadcrumbs={[{ text: 'Permission sets', href: '/console/access/permission-sets' }]}
    >
      {instance.data === null ? (
        <Alert type="info">The account of this role owns no instance of IAM Identity Center.</Alert>
      ) : error ? (
        <LoadFailure error={error} onRetry={() => void (instance.error ? instance.refetch() : preselected.refetch())} />
      ) : instance.data && preselected.data ? (
        <AssignWizard instanceArn={instance.data} preselected={preselected.data} />
      ) : (
        <RowSkeletons rows={4} />
      )}
    </ConsolePage>
  )
}

type Field = keyof Choices
const none: Choices = { accounts: [], principals: [], sets: [] }
const fields: readonly Field[] = ['accounts', 'principals', 'sets']
const missing: Readonly<Record<Field, string>> = {
  accounts: 'Choose at least one account.',
  principals: 'Choose at least one user or group.',
  sets: 'Choose at least one permission set.',
}

function AssignWizard({ instanceArn, preselected }: { readonly instanceArn: string; readonly preselected: Choices }) {
  const navigate = useNavigate()
  const [choices, setChoices] = useState(preselected)
  // What the address names is chosen: the first step is the one after it.
  const [step, setStep] = useState(() =>
    Math.max(
      0,
      fields.findIndex((field) => preselected[field].length === 0),
    ),
  )
  const [asked, setAsked] = useState(false)
  const [plan, setPlan] = useState<readonly PlannedAssignment[]>()
  const { states, run } = useAssignmentRun(instanceArn)
  const planned = planOf(choices)
  if (plan) {
    const again = (): void => {
      setChoices(none)
      setStep(0)
      setAsked(false)
      setPlan(undefined)
    }
    const isRunning = plan.some(({ key }) => !['done', 'failed'].includes(states.get(key)?.status ?? 'waiting'))
    return (
      <SpaceBetween size="l">
        <Header variant="h1" actions={!isRunning && <Button onClick={again}>Assign more</Button>}>
          Assign access
        </Header>
        <LeaveGuard dirty={isRunning} undone="Assignments that wait are not made; those that were begun are." />
        <AssignmentProgress plan={plan} states={states} onRetry={(failed) => void run(failed)} />
      </SpaceBetween>
    )
  }
  const goTo = (wanted: number): void => {
    const incomplete = fields.findIndex((field) => choices[field].length === 0)
    setAsked(incomplete >= 0 && incomplete < wanted)
    setStep(incomplete >= 0 ? Math.min(wanted, incomplete) : wanted)
  }
  const options = (field: Field) => ({
    chosen: choices[field],
    onChange: (chosen: Choice[]) => setChoices((before) => ({ ...before, [field]: chosen })),
    errorText: asked && choices[field].length === 0 ? missing[field] : '',
  })
  return (
    <>
      <LeaveGuard dirty={choices !== preselected && choices !== none} undone="Nothing was assigned." />
      <Wizard
        activeStepIndex={step}
        i18nStrings={wizardTexts}
        submitButtonText={planned.length === 1 ? 'Assign' : `Make ${planned.length} assignments`}
        onNavigate={({ detail }) => goTo(detail.requestedStepIndex)}
        onCancel={() => void navigate({ href: '/console/access/permission-sets' })}
        onSubmit={() => {
          if (planned.length > mostAssignments) return
          setPlan(planned)
          void run(planned)
        }}
        steps={[
          { title: 'Accounts', description: 'Where they get in.', content: <Step content={<AccountsField {...options('accounts')} />} /> },
          {
            title: 'Users and groups',
            description: 'Who gets in. Whoever joins a group later gets in too.',
            content: <Step content={<PrincipalsField {...options('principals')} />} />,
          },
          {
            title: 'Permission sets',
            description: 'What they may do there.',
            content: <Step content={<PermissionSetsField {...options('sets')} instanceArn={instanceArn} />} />,
          },
          { title: 'Review', content: <Review choices={choices} count={planned.length} /> },
        ]}
      />
    </>
  )
}

const Step = ({ content }: { readonly content: ReactNode }) => <Container>{content}</Container>

function Review({ choices, count }: { readonly choices: Choices; readonly count: number }) {
  const names = (chosen: readonly Choice[]): string => chosen.map(({ label }) => label).join(', ')
  return (
    <SpaceBetween size="l">
      {count > mostAssignments && (
        <Alert type="error" header={`${count} assignments are too many at once`}>
          At most {mostAssignments} are made in one go. Choose fewer accounts, or a group instead of its people.
        </Alert>
      )}
      <Container header={<Header variant="h2">{count === 1 ? 'One assignment' : `${count} assignments`}</Header>}>
        <KeyValuePairs
          columns={1}
          items={[
            { label: `Accounts (${choices.accounts.length})`, value: names(choices.accounts) },
            { label: `Users and groups (${choices.principals.length})`, value: names(choices.principals) },
            { label: `Permission sets (${choices.sets.length})`, value: names(choices.sets) },
          ]}
        />
      </Container>
      <Alert type="info">What is assigned already stays as it is.</Alert>
    </SpaceBetween>
  )
}
