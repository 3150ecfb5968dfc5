import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'

/** The principal of a service; any that AWS has, for their list changes too often to be kept. */
export function ServiceField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <FormField label="Service principal" constraintText="Such as account.amazonaws.com, config.amazonaws.com or guardduty.amazonaws.com.">
      <Input
        value={value}
        placeholder="account.amazonaws.com"
        spellcheck={false}
        autoComplete={false}
        autoFocus
        onChange={({ detail }) => onChange(detail.value.slice(0, 128))}
      />
    </FormField>
  )
}
