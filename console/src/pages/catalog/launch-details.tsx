import Alert from '@cloudscape-design/components/alert'
import AttributeEditor from '@cloudscape-design/components/attribute-editor'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { ProvisioningArtifact } from '../../../../src/wire/models/servicecatalog.ts'
import { useSession } from '../../app/session.ts'
import { formatDateTime } from '../../lib/format.ts'
import { type FieldsOptions, TextField } from './launch-fields.tsx'
import type { findTagProblems } from './launch-form.ts'

interface DetailsOptions extends FieldsOptions {
  readonly tagProblems: ReturnType<typeof findTagProblems>
  /** Newest first. */
  readonly versions: readonly ProvisioningArtifact[]
  readonly version: ProvisioningArtifact | undefined
  readonly onVersion: (id: string | undefined) => void
}

/** What the provisioned product is called, which version is launched, and tags. */
export function Details({ tagProblems, versions, version, onVersion, ...options }: DetailsOptions) {
  const choices = versions.map(versionOption)
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">Provisioned product</Header>}>
        <SpaceBetween size="l">
          <TextField
            {...options}
            field="provisionedProductName"
            label="Provisioned product name"
            description="Taken from the account name unless you change it. It cannot be changed later."
          />
          <FormField label="Version" description="The newest, unless you choose another.">
            <Select
              selectedOption={version ? versionOption(version) : null}
              options={choices}
              disabled={choices.length < 2}
              placeholder="Loading versions"
              onChange={({ detail }) => onVersion(detail.selectedOption.value)}
            />
          </FormField>
        </SpaceBetween>
      </Container>
      <Tags {...options} tagProblems={tagProblems} />
    </SpaceBetween>
  )
}

function versionOption({ Id, Name, CreatedTime }: ProvisioningArtifact) {
  return { value: Id ?? '', label: Name ?? Id ?? '', description: `${Id}, ${formatDateTime(CreatedTime)}` }
}

function Tags({ form, set, tagProblems }: Pick<DetailsOptions, 'form' | 'set' | 'tagProblems'>) {
  const session = useSession()
  const refused = session.data?.settings.parity === true && form.tags.length > 0
  return (
    <Container
      header={
        <Header variant="h2" description="Put on the account and the provisioned product. Optional, up to 50.">
          Tags
        </Header>
      }
    >
      <SpaceBetween size="m">
        {refused && <Alert type="warning">This installation plays AWS exactly, where a launch with tags fails.</Alert>}
        <AttributeEditor
          items={[...form.tags]}
          addButtonText="Add tag"
          removeButtonText="Remove"
          removeButtonAriaLabel={({ key }) => `Remove tag ${key}`}
          empty="No tags yet."
          disableAddButton={form.tags.length >= 50}
          onAddButtonClick={() => set({ tags: [...form.tags, { key: '', value: '' }] })}
          onRemoveButtonClick={({ detail }) => set({ tags: form.tags.toSpliced(detail.itemIndex, 1) })}
          definition={[
            {
              label: 'Key',
              errorText: (_, index) => tagProblems[index]?.key,
              control: ({ key, value }, index) => (
                <Input
                  value={key}
                  placeholder="cost-center"
                  onChange={({ detail }) => set({ tags: form.tags.with(index, { key: detail.value, value }) })}
                />
              ),
            },
            {
              label: 'Value',
              errorText: (_, index) => tagProblems[index]?.value,
              control: ({ key, value }, index) => (
                <Input
                  value={value}
                  placeholder="4711"
                  onChange={({ detail }) => set({ tags: form.tags.with(index, { key, value: detail.value }) })}
                />
              ),
            },
          ]}
        />
      </SpaceBetween>
    </Container>
  )
}
