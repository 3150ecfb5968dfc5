import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { LaunchForm } from './launch-form.ts'
import type { Preflight } from './use-preflight.ts'

interface ReviewOptions {
  readonly form: LaunchForm
  readonly preflight: Preflight
  readonly version: string
  readonly onEdit: (step: number) => void
}

/** Everything that will be launched, and whether it can be. */
export function Review({ form, preflight, version, onEdit }: ReviewOptions) {
  const tags = form.tags.filter(({ key }) => key.trim() !== '').map(({ key, value }) => `${key} = ${value}`)
  return (
    <SpaceBetween size="l">
      <Verdict {...preflight} />
      <Part title="Account" onEdit={() => onEdit(0)}>
        {[
          { label: 'Account name', value: form.AccountName },
          { label: 'Account email', value: form.AccountEmail },
          { label: 'Organizational unit', value: form.ManagedOrganizationalUnit },
        ]}
      </Part>
      <Part title="Person" onEdit={() => onEdit(1)}>
        {[
          { label: 'Name', value: `${form.SSOUserFirstName} ${form.SSOUserLastName}` },
          { label: 'Email', value: form.SSOUserEmail },
          { label: 'Gets', value: 'AWSAdministratorAccess on the new account' },
        ]}
      </Part>
      <Part title="Details" onEdit={() => onEdit(2)}>
        {[
          { label: 'Provisioned product name', value: form.provisionedProductName },
          { label: 'Version', value: version },
          { label: 'Tags', value: tags.join(', ') || 'None' },
        ]}
      </Part>
    </SpaceBetween>
  )
}

/** What the server says of it all. */
function Verdict({ problems, checking, error }: Preflight) {
  const messages = Object.values(problems)
  if (messages.length > 0) {
    return (
      <Alert type="error" header="This cannot be launched yet">
        <ul>
          {messages.map((message) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      </Alert>
    )
  }
  if (checking) return <StatusIndicator type="loading">Checking names, addresses and OU</StatusIndicator>
  if (error) {
    return (
      <Alert type="warning" header="It could not be checked beforehand">
        {error.message} You can launch all the same: everything is checked again then.
      </Alert>
    )
  }
  return <StatusIndicator>Everything is ready to launch</StatusIndicator>
}

function Part({ title, onEdit, children }: { title: string; onEdit: () => void; children: { label: string; value: string }[] }) {
  return (
    <Container
      header={
        <Header variant="h2" actions={<Button onClick={onEdit}>Edit</Button>}>
          {title}
        </Header>
      }
    >
      <KeyValuePairs columns={3} minColumnWidth={200} items={children} />
    </Container>
  )
}
