import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import { digitsOf } from './mfa-api.ts'

/** The six digits of an authenticator app; phones and password managers know what belongs in it. */
export function CodeField({
  label,
  value,
  onChange,
  errorText,
}: {
  label: string
  value: string
  onChange: (code: string) => void
  errorText?: string | undefined
}) {
  return (
    <FormField label={label} constraintText="Six digits; a new code appears every 30 seconds." errorText={errorText}>
      <Input
        value={value}
        onChange={({ detail }) => onChange(digitsOf(detail.value))}
        inputMode="numeric"
        autoComplete="one-time-code"
        autoFocus
        spellcheck={false}
      />
    </FormField>
  )
}
