// AWS Service Catalog: products, the portfolios through which principals may launch them, provisioned products and the
// records of what was done with them.
//
// It must never know what a product makes: a ProductHandler, handed over by the server, checks a launch and does the work
// (product-handler.ts is the contract, in both directions). It must not know that there are accounts to vend, except for
// ensure-account-factory-product.ts, which puts the one product that we ship into the catalog.
//
// Everything belongs to an account and a Region; another Region sees nothing.
// Start with state-machine.ts (what may happen), then provision-product.ts (a launch) and record-keeper.ts (its end).

import type { OperationContext } from '../../access/context.ts'
import model from '../../wire/models/servicecatalog.json' with { type: 'json' }
import type { Operations } from '../../wire/models/servicecatalog.ts'
import { defineService, type Service } from '../../wire/service.ts'
import { conditionKeys } from './condition-keys.ts'
import { handlersByType } from './handlers.ts'
import { operations } from './operations.ts'
import type { ProductHandler } from './product-handler.ts'
import { resources } from './resources.ts'

/** The service, with one handler per type of provisioned product. */
export function createServiceCatalog({ handlers }: { handlers: readonly ProductHandler[] }): Service<OperationContext> {
  return defineService<Operations, OperationContext>({
    model,
    actionPrefix: 'servicecatalog',
    operations: operations(handlersByType(handlers)),
    resources,
    conditionKeys,
  })
}

export { ensureAccountFactoryProduct } from './ensure-account-factory-product.ts'
export { findLaunchableProduct } from './find-launchable-product.ts'
export { findRecord, type WholeRecord } from './find-record.ts'
export { checkProvisionedProductName } from './provisioned-product-name.ts'
export { recordKeeper } from './record-keeper.ts'
export { allows, canMove, provisionedProductTransitions, recordTransitions } from './state-machine.ts'
export type { ServiceCatalogTables } from './tables.ts'
