import Alert from '@cloudscape-design/components/alert'

/** What an action did, where it was done. */
export function Said({ text, onDismiss }: { text: string | undefined; onDismiss: () => void }) {
  if (text === undefined) return null
  return (
    <Alert type="success" dismissible dismissAriaLabel="Dismiss" onDismiss={onDismiss}>
      {text}
    </Alert>
  )
}
