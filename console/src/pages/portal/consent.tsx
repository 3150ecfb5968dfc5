import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { ReactNode } from 'react'

export interface ConsentProps {
  title: string
  /** What shall be compared before one answers. */
  children?: ReactNode
  facts: readonly { label: string; value: ReactNode }[]
  failure: string | undefined
  /** The answer that is on its way. */
  answering: 'allow' | 'deny' | undefined
  onAnswer: (allow: boolean) => void
}

/** Who asks and what for; the person allows or denies. */
export function Consent({ title, children, facts, failure, answering, onAnswer }: ConsentProps) {
  return (
    <SpaceBetween size="l">
      <Header variant="h1" description="A program asks to act for you on the command line.">
        {title}
      </Header>
      {failure && <Alert type="error">{failure}</Alert>}
      {children}
      <KeyValuePairs columns={1} items={facts} />
      <div>
        <Box variant="h2" fontSize="heading-xs" padding={{ bottom: 'xxs' }}>
          If you allow it, the program can
        </Box>
        <ul className="consent-rights">
          <li>see the accounts and roles that you may enter,</li>
          <li>get credentials for them, and act there as you.</li>
        </ul>
      </div>
      <Alert type="warning">Allow only what you started yourself a moment ago. Whoever sent you here would act as you.</Alert>
      <SpaceBetween direction="horizontal" size="xs">
        <Button variant="primary" loading={answering === 'allow'} disabled={answering !== undefined} onClick={() => onAnswer(true)}>
          Allow
        </Button>
        <Button loading={answering === 'deny'} disabled={answering !== undefined} onClick={() => onAnswer(false)}>
          Deny
        </Button>
      </SpaceBetween>
    </SpaceBetween>
  )
}

/** How it ended. */
export function ConsentOutcome({ title, type, children }: { title: string; type: 'success' | 'info' | 'error'; children: ReactNode }) {
  return (
    <SpaceBetween size="l">
      <Header variant="h1">{title}</Header>
      <div role="status">
        <Alert type={type}>{children}</Alert>
      </div>
    </SpaceBetween>
  )
}
