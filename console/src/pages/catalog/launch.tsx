import Alert from '@cloudscape-design/components/alert'
import AttributeEditor from '@cloudscape-design/components/attribute-editor'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Wizard from '@cloudscape-design/components/wizard'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useBlocker, useNavigate, useParams } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { ConsolePage } from '../../app/shell.tsx'
import { RegionNotice, useForeignRegion } from '../../components/region-notice.tsx'
import { serviceCatalog } from '../../lib/aws.ts'
import { AccountFields, PersonFields, TextField } from './launch-fields.tsx'
import { emptyForm, type Field, fields, findFieldProblem, type LaunchForm, parameterKeys, suggestName } from './launch-form.ts'
import { LaunchHelp } from './launch-help.tsx'
import { Review } from './review.tsx'
import { usePreflight } from './use-preflight.ts'
import { useProduct } from './use-product.ts'

/** Fields that each step owns; the review owns none. */
const stepFields: readonly (readonly Field[])[] = [
  ['AccountName', 'AccountEmail', 'ManagedOrganizationalUnit'],
  ['SSOUserFirstName', 'SSOUserLastName', 'SSOUserEmail'],
  ['provisionedProductName'],
  [],
]

/** The launch wizard. Everything is checked while one types; what is launched is what the review shows. */
export default function Launch() {
  const { productId = '' } = useParams({ strict: false })
  const foreign = useForeignRegion()
  const { view, artifact } = useProduct(productId)
  const wizard = useLaunchForm()
  const launch = useLaunch(productId, artifact?.Id ?? '', wizard.form)
  const navigate = useNavigate()
  const dirty = wizard.form !== emptyForm && !launch.isSuccess
  useBlocker({ shouldBlockFn: () => dirty && !confirm('Leave the form? What you entered is lost.'), enableBeforeUnload: dirty })
  const name = view.data?.ProductViewSummary?.Name ?? 'Product'
  return (
    <ConsolePage
      title="Launch product"
      contentType="wizard"
      navigationHidden
      breadcrumbs={[
        { text: 'Products', href: '/console/catalog/products' },
        { text: name, href: `/console/catalog/products/${productId}` },
      ]}
      help={{ header: 'Launch an account', content: <LaunchHelp /> }}
    >
      {foreign ? (
        <RegionNotice />
      ) : (
        <Wizard
          activeStepIndex={wizard.step}
          isLoadingNextStep={launch.isPending}
          i18nStrings={texts}
          submitButtonText="Launch product"
          onNavigate={({ detail }) => wizard.goTo(detail.requestedStepIndex)}
          onCancel={() => void navigate({ href: `/console/catalog/products/${productId}` })}
          onSubmit={() => wizard.allSound() && launch.mutate()}
          steps={[
            {
              title: 'Account',
              description: 'What the account is called and where it goes.',
              content: <AccountFields {...wizard.options} />,
            },
            { title: 'Person', description: 'Who gets into the account first.', content: <PersonFields {...wizard.options} /> },
            {
              title: 'Details',
              description: 'How the account is kept in Service Catalog.',
              isOptional: false,
              content: <Details wizard={wizard} />,
            },
            {
              title: 'Review and launch',
              content: (
                <SpaceBetween size="l">
                  {launch.isError && (
                    <Alert type="error" header="The launch was not accepted">
                      {launch.error.message}
                    </Alert>
                  )}
                  <Review
                    form={wizard.form}
                    problems={wizard.problems}
                    checking={wizard.checking}
                    version={artifact?.Name ?? ''}
                    onEdit={wizard.setStep}
                  />
                </SpaceBetween>
              ),
            },
          ]}
        />
      )}
    </ConsolePage>
  )
}

function Details({ wizard }: { wizard: ReturnType<typeof useLaunchForm> }) {
  const { form, set, options } = wizard
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">Provisioned product</Header>}>
        <TextField
          {...options}
          field="provisionedProductName"
          label="Provisioned product name"
          description="Taken from the account name unless you change it. It cannot be changed later."
        />
      </Container>
      <Container
        header={
          <Header variant="h2" description="Put on the account and the provisioned product. Optional.">
            Tags
          </Header>
        }
      >
        <AttributeEditor
          items={[...form.tags]}
          addButtonText="Add tag"
          removeButtonText="Remove"
          empty="No tags yet."
          disableAddButton={form.tags.length >= 50}
          onAddButtonClick={() => set({ tags: [...form.tags, { key: '', value: '' }] })}
          onRemoveButtonClick={({ detail }) => set({ tags: form.tags.toSpliced(detail.itemIndex, 1) })}
          definition={[
            {
              label: 'Key',
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
      </Container>
    </SpaceBetween>
  )
}

/** The form's state: values, which fields have been left, and which step is shown. */
function useLaunchForm() {
  const [form, setForm] = useState<LaunchForm>(emptyForm)
  const [left, setLeft] = useState<ReadonlySet<Field>>(new Set())
  const [step, setStep] = useState(0)
  const { problems, checking } = usePreflight(form)
  const set = (change: Partial<LaunchForm>): void =>
    setForm((old) => {
      const next = { ...old, ...change }
      const follows = change.AccountName !== undefined && old.provisionedProductName === suggestName(old.AccountName)
      return follows ? { ...next, provisionedProductName: suggestName(next.AccountName) } : next
    })
  const touch = (touched: readonly Field[]): void => setLeft((old) => new Set([...old, ...touched]))
  const anyProblem = (field: Field): string | undefined => findFieldProblem(form, field) ?? problems[field]
  const problemOf = (field: Field): string | undefined => {
    // An empty field is complained about when it was left, a wrong one at once.
    if (form[field] === '' && !left.has(field)) return undefined
    return anyProblem(field)
  }
  const goTo = (requested: number): void => {
    const before = stepFields.slice(0, requested).flat()
    touch(requested > step ? before : [])
    const bad = requested > step ? before.find((field) => anyProblem(field) !== undefined) : undefined
    if (bad === undefined) {
      setStep(requested)
      return
    }
    setStep(stepFields.findIndex((own) => own.includes(bad)))
    requestAnimationFrame(() => {
      const input = document.getElementById(`field-${bad}`)
      input?.focus({ preventScroll: true })
      input?.scrollIntoView({ block: 'center' })
    })
  }
  const allSound = (): boolean => {
    const sound = fields.every((field) => anyProblem(field) === undefined)
    if (!sound) goTo(stepFields.length - 1)
    return sound
  }
  const options = { form, set, problemOf, onLeave: (field: Field) => form[field] !== '' && touch([field]) }
  return { form, set, step, setStep, goTo, allSound, problems, checking, options }
}

/** Launches, and goes to the provisioned product. The token stays the same for one form: a second click launches nothing more. */
function useLaunch(productId: string, artifactId: string, form: LaunchForm) {
  const token = useRef(crypto.randomUUID())
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: () => {
      const tags = form.tags.filter(({ key }) => key.trim() !== '')
      return serviceCatalog.call('ProvisionProduct', {
        ProductId: productId,
        ProvisioningArtifactId: artifactId,
        ProvisionedProductName: form.provisionedProductName.trim(),
        ProvisioningParameters: parameterKeys.map((Key) => ({ Key, Value: form[Key].trim() })),
        ProvisionToken: token.current,
        ...(tags.length > 0 && { Tags: tags.map(({ key, value }) => ({ Key: key.trim(), Value: value })) }),
      })
    },
    onError: () => {
      token.current = crypto.randomUUID()
    },
    onSuccess: async ({ RecordDetail }) => {
      void client.invalidateQueries({ queryKey: ['provisioned'] })
      await navigate({ href: `/console/catalog/provisioned/${RecordDetail?.ProvisionedProductId}`, ignoreBlocker: true })
    },
  })
}

const texts = {
  stepNumberLabel: (step: number) => `Step ${step}`,
  collapsedStepsLabel: (step: number, count: number) => `Step ${step} of ${count}`,
  cancelButton: 'Cancel',
  previousButton: 'Previous',
  nextButton: 'Next',
  navigationAriaLabel: 'Steps',
  optional: 'optional',
}
