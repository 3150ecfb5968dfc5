import { randomString } from '../../random.ts'

// Service Catalog's ids: a prefix and 13 of a-z0-9.

type Prefix = 'port' | 'prod' | 'prodview' | 'pa' | 'lpv2' | 'pp' | 'rec'

export function newId(prefix: Prefix): string {
  return `${prefix}-${randomString(13)}`
}

interface Place {
  readonly accountId: string
  readonly region: string
}

export const portfolioArn = (place: Place, id: string): string => `arn:aws:catalog:${place.region}:${place.accountId}:portfolio/${id}`
export const productArn = (place: Place, id: string): string => `arn:aws:catalog:${place.region}:${place.accountId}:product/${id}`
export const provisionedProductArn = (place: Place, name: string, id: string): string =>
  `arn:aws:servicecatalog:${place.region}:${place.accountId}:stack/${name}/${id}`
