import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { LaunchForm } from './launch-form.ts'
import type { ServerProblems } from './use-preflight.ts'

interface ReviewOptions {
  readonly form: LaunchForm
  readonly problems: ServerProblems
  readonly checking: boolean
  readonly version: string
  readonly onEdit: (step: number) => void
}

/** Everything that will be launched, and whether it can be. */
export function Review({ form, problems, checking, version, onEdit }: ReviewOptions) {
  const messages = Object.values(problems)
  const tags = form.tags.filter(({ key }) => key.trim() !== '').map(({ key, value }) => `${key} = ${value}`)
  return (
    <SpaceBetween size="l">
      {messages.length > 0 ? (
        <Alert type="error" header="This cannot be launched yet">
          <ul>
            {messages.map((message) => (
              <li key={message}>{message}</li>
            ))}
          </ul>
        </Alert>
      ) : (
        <StatusIndicator type={checking ? 'loading' : 'success'}>
          {checking ? 'Checking names, addresses and OU' : 'Everything is ready to launch'}
        </StatusIndicator>
      )}
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

function Part({ title, onEdit, children }: { title: string; onEdit: () => void; children: { label: string; value: string }[] }) {
  return (
    <Container
      header={
        <Header variant="h2" actions={<Button onClick={onEdit}>Edit</Button>}>
          {title}
        </Header>
      }
    >
      <KeyValuePairs columns={3} items={children} />
    </Container>
  )
}
