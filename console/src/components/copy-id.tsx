import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'

/** An id in monospace with a button that copies it. */
export function CopyId({ value, what }: { value: string; what: string }) {
  return (
    <span className="mono">
      <CopyToClipboard
        variant="inline"
        textToCopy={value}
        copyButtonAriaLabel={`Copy ${what}`}
        copySuccessText="Copied"
        copyErrorText="Could not copy"
      />
    </span>
  )
}
