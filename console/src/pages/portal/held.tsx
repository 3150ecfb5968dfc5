import Alert from '@cloudscape-design/components/alert'

/** Why nothing can be tried at the moment, and for how long. */
export function Held({ seconds }: { seconds: number }) {
  if (seconds === 0) return null
  return (
    <Alert type="warning" header="Too many tries">
      You can try again in <b>{inWords(seconds)}</b>.
    </Alert>
  )
}

function inWords(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}
