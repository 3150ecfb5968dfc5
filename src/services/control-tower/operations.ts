import type { OperationContext } from '../../access/context.ts'
import type { Operations } from '../../wire/models/controltower.ts'
import type { OperationTable } from '../../wire/service.ts'
import { enableBaseline } from './enable-baseline.ts'
import { getBaseline } from './get-baseline.ts'
import { getBaselineOperation } from './get-baseline-operation.ts'
import { getEnabledBaseline } from './get-enabled-baseline.ts'
import { getLandingZone } from './get-landing-zone.ts'
import { listBaselines } from './list-baselines.ts'
import { listEnabledBaselines } from './list-enabled-baselines.ts'
import { listLandingZones } from './list-landing-zones.ts'

export const operations: OperationTable<Operations, OperationContext> = {
  EnableBaseline: enableBaseline,
  GetBaseline: getBaseline,
  GetBaselineOperation: getBaselineOperation,
  GetEnabledBaseline: getEnabledBaseline,
  GetLandingZone: getLandingZone,
  ListBaselines: listBaselines,
  ListEnabledBaselines: listEnabledBaselines,
  ListLandingZones: listLandingZones,
}
