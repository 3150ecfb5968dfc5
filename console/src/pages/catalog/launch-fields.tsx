import Checkbox from '@cloudscape-design/components/checkbox'
import ColumnLayout from '@cloudscape-design/components/column-layout'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { Field, LaunchForm } from './launch-form.ts'
import { UnitChooser } from './unit-chooser.tsx'

export interface FieldsOptions {
  readonly form: LaunchForm
  readonly set: (change: Partial<LaunchForm>) => void
  /** What is shown under a field. */
  readonly problemOf: (field: Field) => string | undefined
  readonly onLeave: (field: Field) => void
}

/** Name and address of the account, and where it goes. */
export function AccountFields(options: FieldsOptions) {
  const { form, set, problemOf } = options
  return (
    <Container header={<Header variant="h2">Account</Header>}>
      <SpaceBetween size="l">
        <TextField
          {...options}
          field="AccountName"
          label="Account name"
          description="AccountName: shown in the organization and the access portal."
          placeholder="payments-dev"
        />
        <TextField
          {...options}
          field="AccountEmail"
          label="Account email"
          description="AccountEmail: the root user's address. No other account may have it, not even a closed one."
          placeholder="aws+payments-dev@example.com"
          inputMode="email"
        />
        <FormField
          label={<span id="unit-label">Organizational unit</span>}
          description="ManagedOrganizationalUnit: decides which controls apply to the account."
          errorText={problemOf('ManagedOrganizationalUnit')}
        >
          <UnitChooser
            labelId="unit-label"
            value={form.ManagedOrganizationalUnit}
            invalid={problemOf('ManagedOrganizationalUnit') !== undefined}
            onChange={(unit) => set({ ManagedOrganizationalUnit: unit })}
          />
        </FormField>
      </SpaceBetween>
    </Container>
  )
}

/** Who gets into the account. */
export function PersonFields(options: FieldsOptions) {
  const { form, set } = options
  const same = form.AccountEmail !== '' && form.SSOUserEmail === form.AccountEmail
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Found by the address, or created in IAM Identity Center; gets AWSAdministratorAccess on the new account."
        >
          Person
        </Header>
      }
    >
      <SpaceBetween size="l">
        <ColumnLayout columns={2}>
          <TextField {...options} field="SSOUserFirstName" label="First name" description="SSOUserFirstName" />
          <TextField {...options} field="SSOUserLastName" label="Last name" description="SSOUserLastName" />
        </ColumnLayout>
        <TextField
          {...options}
          field="SSOUserEmail"
          label="Email"
          description="SSOUserEmail: also the user name of a new person."
          placeholder="ada@example.com"
          inputMode="email"
        />
        <Checkbox
          checked={same}
          disabled={form.AccountEmail === ''}
          onChange={({ detail }) => set({ SSOUserEmail: detail.checked ? form.AccountEmail : '' })}
        >
          Same as the account email
        </Checkbox>
      </SpaceBetween>
    </Container>
  )
}

interface TextFieldOptions extends FieldsOptions {
  readonly field: Field
  readonly label: string
  readonly description?: string
  readonly placeholder?: string
  readonly inputMode?: 'email'
}

export function TextField({ form, set, problemOf, onLeave, field, label, description, placeholder, inputMode }: TextFieldOptions) {
  return (
    <FormField label={label} description={description} errorText={problemOf(field)} controlId={`field-${field}`}>
      <Input
        controlId={`field-${field}`}
        value={form[field]}
        placeholder={placeholder ?? ''}
        spellcheck={false}
        autoComplete={false}
        {...(inputMode && { inputMode })}
        onChange={({ detail }) => set({ [field]: detail.value })}
        onBlur={() => onLeave(field)}
      />
    </FormField>
  )
}
