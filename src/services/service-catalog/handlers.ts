import type { ProductHandler } from './product-handler.ts'

/** The handler of a type of provisioned product, as the server handed them over. */
export type Handlers = (provisionedProductType: string) => ProductHandler

export function handlersByType(handlers: readonly ProductHandler[]): Handlers {
  const byType = new Map(handlers.map((handler) => [handler.provisionedProductType, handler]))
  return (type) => {
    const handler = byType.get(type)
    if (!handler) throw new Error(`no handler makes provisioned products of type ${type}`)
    return handler
  }
}
