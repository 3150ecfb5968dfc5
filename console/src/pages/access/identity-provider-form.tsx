import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Checkbox from '@cloudscape-design/components/checkbox'
import FormField from '@cloudscape-design/components/form-field'
import Input, { type InputProps } from '@cloudscape-design/components/input'
import Modal from '@cloudscape-design/components/modal'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Textarea from '@cloudscape-design/components/textarea'
import Tiles from '@cloudscape-design/components/tiles'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ApiError } from '../../lib/api.ts'
import { identityApi, inputOf, type MatchAttribute, type Provider, sourceKey } from './identity-api.ts'
import { attributeLabels } from './identity-provider-card.tsx'

/** What is typed, by the names that the API has. */
type Typed = Record<string, unknown>
type Change = (part: Typed) => void

const defaults: Record<Provider['kind'], Typed> = {
  oidc: { kind: 'oidc', enabled: true, matchClaim: 'email', matchAttribute: 'email', createUsers: false },
  saml: { kind: 'saml', enabled: true, matchClaim: 'NameID', matchAttribute: 'userName', createUsers: false, allowIdpInitiated: false },
}

/** Adds a provider, or changes one: its kind stays, and a secret that is not typed too. */
export function ProviderForm({ provider, onClose }: { provider: Provider | undefined; onClose: () => void }) {
  const client = useQueryClient()
  const [typed, setTyped] = useState<Typed>(provider ? inputOf(provider) : defaults.oidc)
  const change: Change = (part) => setTyped((before) => ({ ...before, ...part }))
  const save = useMutation({
    mutationFn: () => (provider ? identityApi.replace(provider.id, typed) : identityApi.create(typed)),
    onSuccess: () => {
      onClose()
      return client.invalidateQueries({ queryKey: sourceKey })
    },
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    save.mutate()
  }
  const field = save.error instanceof ApiError ? save.error.field : undefined
  const isOidc = typed.kind === 'oidc'
  return (
    <Modal
      visible
      size="large"
      header={provider ? `Edit ${provider.name}` : 'Add identity provider'}
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" form="identity-provider" loading={save.isPending} loadingText="Saving">
              {provider ? 'Save' : 'Add provider'}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form id="identity-provider" onSubmit={submit}>
        <SpaceBetween size="l">
          {save.error && <Alert type="error">{save.error.message}</Alert>}
          {!provider && <Kind value={isOidc ? 'oidc' : 'saml'} onChange={(kind) => setTyped({ ...defaults[kind], name: typed.name })} />}
          <Text label="Name" description="The sign-in page offers “Continue with …”." name="name" {...{ typed, change, field }} />
          {isOidc ? <OidcFields {...{ typed, change, field, provider }} /> : <SamlFields {...{ typed, change, field, provider }} />}
          <Matching {...{ typed, change, field }} />
        </SpaceBetween>
      </form>
    </Modal>
  )
}

interface Fields {
  readonly typed: Typed
  readonly change: Change
  /** What the server found wrong. */
  readonly field: string | undefined
  readonly provider?: Provider | undefined
}

function Kind({ value, onChange }: { value: Provider['kind']; onChange: (kind: Provider['kind']) => void }) {
  return (
    <FormField label="Protocol">
      <Tiles
        ariaLabel="Protocol"
        columns={2}
        value={value}
        items={[
          { value: 'oidc', label: 'OpenID Connect', description: 'By issuer, client id and secret' },
          { value: 'saml', label: 'SAML 2.0', description: 'By the metadata of the provider' },
        ]}
        onChange={({ detail }) => onChange(detail.value as Provider['kind'])}
      />
    </FormField>
  )
}

function Text({
  label,
  description,
  name,
  type = 'text',
  placeholder,
  typed,
  change,
  field,
}: Fields & { label: string; description?: string; name: string; type?: InputProps.Type; placeholder?: string }) {
  return (
    <FormField label={label} description={description} errorText={field === name ? 'Check this value.' : undefined}>
      <Input
        value={String(typed[name] ?? '')}
        type={type}
        {...(placeholder && { placeholder })}
        autoComplete={type === 'password' ? 'off' : false}
        spellcheck={false}
        onChange={({ detail }) => change({ [name]: detail.value })}
      />
    </FormField>
  )
}

function OidcFields({ provider, ...fields }: Fields) {
  const isKept = provider?.kind === 'oidc' && provider.hasClientSecret
  return (
    <SpaceBetween size="l">
      <Text
        label="Issuer"
        description="Its discovery document tells the rest."
        name="issuer"
        placeholder="https://login.example.com"
        {...fields}
      />
      <Text label="Client id" name="clientId" {...fields} />
      <Text
        label="Client secret"
        description={isKept ? 'Leave it empty to keep the present one.' : 'Kept encrypted, and shown to nobody afterwards.'}
        name="clientSecret"
        type="password"
        {...fields}
        change={(part) => fields.change({ clientSecret: part.clientSecret === '' && isKept ? undefined : part.clientSecret })}
      />
    </SpaceBetween>
  )
}

function SamlFields({ typed, change, field, provider }: Fields) {
  return (
    <SpaceBetween size="l">
      <FormField
        label="Metadata of the provider"
        description={
          provider
            ? 'Paste it again to replace address and certificates; empty keeps them.'
            : 'The XML document that the provider offers for download.'
        }
        errorText={field === 'metadata' || field === 'entityId' ? 'Paste the metadata document of the provider.' : undefined}
      >
        <Textarea
          value={String(typed.metadata ?? '')}
          rows={6}
          spellcheck={false}
          placeholder="<EntityDescriptor …>"
          onChange={({ detail }) => change({ metadata: detail.value === '' ? undefined : detail.value })}
        />
      </FormField>
      <Checkbox
        checked={typed.allowIdpInitiated === true}
        description="Whoever can make somebody open a link can sign them in as themselves; leave it off unless people start at the provider."
        onChange={({ detail }) => change({ allowIdpInitiated: detail.checked })}
      >
        Allow sign-in that begins at the provider
      </Checkbox>
    </SpaceBetween>
  )
}

const attributes = Object.entries(attributeLabels).map(([value, label]) => ({ value, label }))

function Matching(fields: Fields) {
  const { typed, change } = fields
  const isOidc = typed.kind === 'oidc'
  return (
    <SpaceBetween size="l">
      <Text
        label="Claim"
        description={
          isOidc
            ? 'That says who signed in. An e-mail address counts only when the provider has verified it.'
            : 'NameID, or the name of an attribute.'
        }
        name="matchClaim"
        {...fields}
      />
      <FormField label="Is a user’s">
        <Select
          options={attributes}
          selectedOption={attributes.find(({ value }) => value === typed.matchAttribute) ?? null}
          onChange={({ detail }) => change({ matchAttribute: detail.selectedOption.value as MatchAttribute })}
        />
      </FormField>
      <Checkbox
        checked={typed.createUsers === true}
        description="Without this, only users that are here already may sign in."
        onChange={({ detail }) => change({ createUsers: detail.checked })}
      >
        Create unknown users when they first sign in
      </Checkbox>
    </SpaceBetween>
  )
}
