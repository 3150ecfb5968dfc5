import { type PageRequest, readPage as readAnyPage } from '../../access/page.ts'
import { invalidInput } from './faults.ts'

export type { PageKey } from '../../access/page.ts'

/** One page of a list, of 20 unless asked for fewer, and the token of the next. Throws InvalidInputException with reason INVALID_NEXT_TOKEN. */
export function readPage<Row>(
  request: Omit<PageRequest<Row>, 'size' | 'invalidToken'> & { readonly maxResults: number | undefined },
): Promise<{ rows: Row[]; nextToken: string | undefined }> {
  return readAnyPage({ ...request, size: request.maxResults ?? 20, invalidToken })
}

/** For lists that page in a way of their own. */
export const invalidToken = () =>
  invalidInput(
    'INVALID_NEXT_TOKEN',
    'You specified an invalid value for nextToken. You must get the value from the response to a previous call to the API.',
  )
