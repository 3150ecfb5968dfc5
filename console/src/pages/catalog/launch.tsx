import Alert from '@cloudscape-design/components/alert'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Wizard from '@cloudscape-design/components/wizard'
import { useNavigate, useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { ProvisioningArtifact } from '../../../../src/wire/models/servicecatalog.ts'
import { ConsolePage } from '../../app/shell.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { RegionNotice, useForeignRegion } from '../../components/region-notice.tsx'
import { Titled } from '../../components/titled.tsx'
import { wizardTexts } from '../../components/wizard-texts.ts'
import { Details } from './launch-details.tsx'
import { AccountFields, PersonFields } from './launch-fields.tsx'
import { emptyForm } from './launch-form.ts'
import { LaunchHelp } from './launch-help.tsx'
import { LeaveGuard } from './leave-guard.tsx'
import { Review } from './review.tsx'
import { useLaunch } from './use-launch.ts'
import { useLaunchForm } from './use-launch-form.ts'
import { useProduct } from './use-product.ts'

/** The launch wizard. Everything is checked while one types; what is launched is what the review shows. */
export default function Launch() {
  const { productId = '' } = useParams({ strict: false })
  const foreign = useForeignRegion()
  const { view, artifacts } = useProduct(productId)
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
        <Titled title="Launch product">
          <RegionNotice />
        </Titled>
      ) : view.isError ? (
        <Titled title="Launch product">
          <LoadFailure error={view.error} onRetry={() => void view.refetch()} />
        </Titled>
      ) : (
        <LaunchWizard productId={productId} versions={artifacts} />
      )}
    </ConsolePage>
  )
}

interface LaunchWizardOptions {
  readonly productId: string
  /** Newest first; none while they are being read. */
  readonly versions: readonly ProvisioningArtifact[]
}

function LaunchWizard({ productId, versions }: LaunchWizardOptions) {
  const wizard = useLaunchForm()
  const { form, options, preflight } = wizard
  const [chosen, setChosen] = useState<string>()
  const version = versions.find(({ Id }) => Id === chosen) ?? versions[0]
  const launch = useLaunch(productId, version?.Id ?? '', form, wizard.show)
  const navigate = useNavigate()
  // On every step: a refusal leads to the one that owns the field.
  const withRefusal = (content: ReactNode) => (
    <SpaceBetween size="l">
      {launch.isError && (
        <Alert type="error" header="The launch was not accepted">
          {launch.error.message}
        </Alert>
      )}
      {content}
    </SpaceBetween>
  )
  return (
    <>
      <LeaveGuard dirty={form !== emptyForm && !launch.isSuccess} />
      <Wizard
        activeStepIndex={wizard.step}
        isLoadingNextStep={launch.isPending || (wizard.onReview && (preflight.checking || version === undefined))}
        i18nStrings={{ ...wizardTexts, nextButtonLoadingAnnouncement: 'Checking', submitButtonLoadingAnnouncement: 'Launching' }}
        submitButtonText="Launch product"
        onNavigate={({ detail }) => wizard.goTo(detail.requestedStepIndex)}
        onCancel={() => void navigate({ href: `/console/catalog/products/${productId}` })}
        onSubmit={() => wizard.allSound() && launch.mutate()}
        steps={[
          {
            title: 'Account',
            description: 'What the account is called and where it goes.',
            content: withRefusal(<AccountFields {...options} />),
          },
          { title: 'Person', description: 'Who gets into the account first.', content: withRefusal(<PersonFields {...options} />) },
          {
            title: 'Details',
            description: 'How the account is kept in Service Catalog.',
            content: withRefusal(
              <Details {...options} tagProblems={wizard.tagProblems} versions={versions} version={version} onVersion={setChosen} />,
            ),
          },
          {
            title: 'Review and launch',
            content: withRefusal(<Review form={form} preflight={preflight} version={version?.Name ?? ''} onEdit={wizard.setStep} />),
          },
        ]}
      />
    </>
  )
}
