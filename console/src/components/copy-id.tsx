import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'

/** An id in monospace with a button that copies it; `wraps` for what may be long, an address or a link. */
export function CopyId({ value, what, wraps = false }: { value: string; what: string; wraps?: boolean }) {
  return (
    <span className={wraps ? 'mono mono-wraps' : 'mono'}>
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
