import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { usePerson } from '../../app/session.ts'
import { api } from '../../lib/api.ts'
import type { AccessSettings } from '../../lib/types.ts'

/** Whether people are reached by mail: the operator sets that when starting the server. */
export function MailState({ mail }: { mail: AccessSettings['mail'] }) {
  return (
    <Container
      header={
        <Header variant="h2" description="Links for a new password, and news of changed ones, go to people's e-mail addresses.">
          Mail
        </Header>
      }
    >
      {mail ? (
        <SpaceBetween size="l">
          <KeyValuePairs
            columns={2}
            items={[
              { label: 'Mail server', value: mail.server },
              { label: 'Sender', value: mail.from },
            ]}
          />
          <TestMail />
        </SpaceBetween>
      ) : (
        <Box>
          No mail server is set, and nobody is reached by mail: administrators hand links over themselves. The server takes one as{' '}
          <code>ACCOUNT_FACTORY_SMTP_URL</code> and <code>ACCOUNT_FACTORY_MAIL_FROM</code>.
        </Box>
      )}
    </Container>
  )
}

function TestMail() {
  const person = usePerson()
  const [typed, setTyped] = useState<string>()
  const to = typed ?? person.data?.email ?? ''
  const send = useMutation({ mutationFn: () => api.post('/access-settings/test-mail', { to }) })
  return (
    <SpaceBetween size="s">
      {send.isSuccess && <Alert type="success">The mail server took the mail to {to}.</Alert>}
      {send.error && <Alert type="error">{send.error.message}</Alert>}
      <FormField
        label="Test mail to"
        secondaryControl={
          <Button loading={send.isPending} disabled={to === ''} onClick={() => send.mutate()}>
            Send a test mail
          </Button>
        }
      >
        <Input
          value={to}
          type="email"
          onChange={({ detail }) => {
            send.reset()
            setTyped(detail.value)
          }}
        />
      </FormField>
    </SpaceBetween>
  )
}
