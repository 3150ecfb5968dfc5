import { type ProvisionStep, stepTitles } from '../../src/factory/phases.ts'
import type { StepPoint } from '../../src/factory/work.ts'

/** Every step of a launch, in order. */
export const provisionSteps = Object.keys(stepTitles.PROVISION_PRODUCT) as ProvisionStep[]

export const moments = ['before', 'after', 'committed'] as const satisfies readonly StepPoint['moment'][]

export const stepPoints = provisionSteps.flatMap((step) => moments.map((moment) => ({ step, moment })))
