import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Form from '@cloudscape-design/components/form'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import RadioGroup from '@cloudscape-design/components/radio-group'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ConsolePage } from '../../app/shell.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { RowSkeletons } from '../../components/row-skeletons.tsx'
import { api } from '../../lib/api.ts'
import type { AccessSettings } from '../../lib/types.ts'
import { MailState } from './mail-state.tsx'

const queryKey = ['access-settings']

/** What is decided about signing in, for everybody. */
export default function SignInSettings() {
  const settings = useQuery({ queryKey, queryFn: () => api.get<AccessSettings>('/access-settings') })
  return (
    <ConsolePage title="Sign-in settings" breadcrumbs={[{ text: 'Access', href: '/console/access/users' }]}>
      <SpaceBetween size="l">
        <Header variant="h1" description="They hold for everybody who signs in at the access portal.">
          Sign-in settings
        </Header>
        {settings.isError && <LoadFailure error={settings.error} onRetry={() => void settings.refetch()} />}
        {settings.isPending && <RowSkeletons rows={6} />}
        {settings.data && <SettingsForm saved={settings.data} />}
        {settings.data && <MailState mail={settings.data.mail} />}
      </SpaceBetween>
    </ConsolePage>
  )
}

function SettingsForm({ saved }: { saved: AccessSettings }) {
  const client = useQueryClient()
  const [changes, setChanges] = useState<Partial<AccessSettings>>({})
  const { mail: _, ...wanted } = { ...saved, ...changes }
  const save = useMutation({
    mutationFn: () => api.put<AccessSettings>('/access-settings', wanted),
    onSuccess: (now) => {
      client.setQueryData(queryKey, now)
      setChanges({})
    },
  })
  const change = (part: Partial<AccessSettings>): void => {
    save.reset()
    setChanges({ ...changes, ...part })
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    save.mutate()
  }
  const touched = Object.keys(changes).length > 0
  return (
    <form onSubmit={submit}>
      <Form
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" formAction="none" disabled={!touched} onClick={() => setChanges({})}>
              Undo
            </Button>
            <Button variant="primary" disabled={!touched} loading={save.isPending} loadingText="Saving">
              Save
            </Button>
          </SpaceBetween>
        }
      >
        <SpaceBetween size="l">
          {save.error && <Alert type="error">{save.error.message}</Alert>}
          {save.isSuccess && <Alert type="success">Saved.</Alert>}
          <SessionLength minutes={wanted.sessionMinutes} onChange={(sessionMinutes) => change({ sessionMinutes })} />
          <SecondFactor settings={wanted} onChange={change} />
        </SpaceBetween>
      </Form>
    </form>
  )
}

const lengths = [
  [15, '15 minutes'],
  [30, '30 minutes'],
  [60, '1 hour'],
  [120, '2 hours'],
  [240, '4 hours'],
  [480, '8 hours'],
  [720, '12 hours'],
  [1_440, '1 day'],
  [4_320, '3 days'],
  [10_080, '7 days'],
] as const

function SessionLength({ minutes, onChange }: { minutes: number; onChange: (minutes: number) => void }) {
  const options = lengths.map(([value, label]) => ({ value: String(value), label }))
  const present = { value: String(minutes), label: `${minutes} minutes` }
  const selected = options.find(({ value }) => value === present.value) ?? present
  return (
    <Container header={<Header variant="h2">Sessions</Header>}>
      <FormField
        label="Length of a session"
        description="How long one sign-in lasts, on the portal and for command lines. Sessions that exist keep their length."
      >
        <Select
          options={selected === present ? [present, ...options] : options}
          selectedOption={selected}
          onChange={({ detail }) => onChange(Number(detail.selectedOption.value))}
        />
      </FormField>
    </Container>
  )
}

type FactorSettings = Pick<AccessSettings, 'mfa' | 'mfaWithoutDevice'>

function SecondFactor({ settings, onChange }: { settings: FactorSettings; onChange: (part: Partial<FactorSettings>) => void }) {
  return (
    <Container header={<Header variant="h2">Multi-factor authentication</Header>}>
      <SpaceBetween size="l">
        <FormField label="Ask for a second factor" stretch>
          <RadioGroup
            value={settings.mfa}
            onChange={({ detail }) => onChange({ mfa: detail.value as FactorSettings['mfa'] })}
            items={[
              { value: 'always', label: 'Always', description: 'At every sign-in.' },
              { value: 'at-risk', label: 'At risk', description: 'From a new network or browser, and after failed tries.' },
              { value: 'never', label: 'Never', description: 'Passwords alone. Devices stay registered and are not asked for.' },
            ]}
          />
        </FormField>
        {settings.mfa !== 'never' && (
          <FormField label="Who has no device yet" stretch>
            <RadioGroup
              value={settings.mfaWithoutDevice}
              onChange={({ detail }) => onChange({ mfaWithoutDevice: detail.value as FactorSettings['mfaWithoutDevice'] })}
              items={[
                { value: 'allow', label: 'Signs in with the password alone' },
                { value: 'enrol', label: 'Registers a device at the sign-in' },
                { value: 'block', label: 'Does not sign in', description: 'An administrator relaxes this setting while people register.' },
              ]}
            />
          </FormField>
        )}
      </SpaceBetween>
    </Container>
  )
}
