import type { ListRecordHistoryOutput } from '../../../../src/wire/models/servicecatalog.ts'
import { ApiError } from '../../lib/api.ts'
import { serviceCatalog } from '../../lib/aws.ts'

/** The records of a provisioned product, newest first, also when it was terminated; one's own when the role may see no others. */
export async function readRecords(provisionedProductId: string): Promise<ListRecordHistoryOutput> {
  const ask = (level: 'Account' | 'User'): Promise<ListRecordHistoryOutput> =>
    serviceCatalog.call('ListRecordHistory', {
      SearchFilter: { Key: 'provisionedproduct', Value: provisionedProductId },
      AccessLevelFilter: { Key: level, Value: 'self' },
    })
  try {
    return await ask('Account')
  } catch (error) {
    if (error instanceof ApiError && error.code.startsWith('AccessDenied')) return ask('User')
    throw error
  }
}
