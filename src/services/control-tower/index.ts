// AWS Control Tower: the landing zone, and which organizational units and accounts it governs.
//
// Governance is one kind of row: a baseline in force on a target. An organizational unit with AWSControlTowerBaseline is
// registered; an account with a child of it is enrolled. Moving an account into a registered unit enrolls it, moving it out
// ends that (automatic enrollment). Work in progress is a due time: UNDER_CHANGE until the clock has passed it.
//
// It may ask organizations, which must not know of it; it must never know what a product or a request for an account is.
//
// Start with enable-baseline.ts and account-moved.ts; set-up-landing-zone.ts is how it all begins.

import type { OperationContext } from '../../access/context.ts'
import model from '../../wire/models/controltower.json' with { type: 'json' }
import type { Operations } from '../../wire/models/controltower.ts'
import { defineService } from '../../wire/service.ts'
import { operations } from './operations.ts'
import { conditionKeys, resources } from './resources.ts'

export { accountMoved, accountsDeparted } from './account-moved.ts'
export { type LandingZone, landingZoneOf } from './landing-zone.ts'
export { enrolledAccountIds, registeredOrganizationalUnitIds } from './registration.ts'
export { type LandingZonePlan, setUpLandingZone } from './set-up-landing-zone.ts'

export const service = defineService<Operations, OperationContext>({
  model,
  actionPrefix: 'controltower',
  operations,
  resources,
  conditionKeys,
})
