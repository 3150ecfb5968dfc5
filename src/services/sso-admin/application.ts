import type { OperationContext } from '../../access/context.ts'
import type { Application } from '../../wire/models/sso-admin.ts'
import { accessDenied, invalid, notFound } from './faults.ts'
import { findInstance, type Instance } from './instance.ts'
import { type ApplicationsTable, tables } from './tables.ts'

/** The only provider offered: an application of one's own. AWS's catalog has hundreds. */
export const customProvider = 'arn:aws:sso::aws:applicationProvider/custom'

export interface OwnApplication {
  readonly instance: Instance
  readonly row: ApplicationsTable
}

/** The application, of the caller's instance. Throws AccessDeniedException to who has none, and ResourceNotFoundException. */
export async function ownApplication(context: OperationContext, applicationArn: string): Promise<OwnApplication> {
  const instance = await findInstance(context, context.caller.accountId)
  if (!instance) throw accessDenied()
  const row = await tables(context)
    .selectFrom('applications')
    .selectAll()
    .where('arn', '=', applicationArn)
    .where('instance_arn', '=', instance.instanceArn)
    .executeTakeFirst()
  if (!row) throw notFound('Application')
  return { instance, row }
}

export function describeApplicationShape(row: ApplicationsTable, instance: Instance): Application {
  const { sign_in_origin: Origin, url } = row
  return {
    ApplicationArn: row.arn,
    ApplicationProviderArn: row.provider_arn,
    Name: row.name,
    ApplicationAccount: instance.ownerAccountId,
    InstanceArn: row.instance_arn,
    IdentityStoreArn: `arn:aws:identitystore::${instance.ownerAccountId}:identitystore/${instance.identityStoreId}`,
    Status: row.enabled ? 'ENABLED' : 'DISABLED',
    PortalOptions: {
      Visibility: row.visible ? 'ENABLED' : 'DISABLED',
      ...(Origin && { SignInOptions: { Origin, ...(url !== null && { ApplicationUrl: url }) } }),
    },
    ...(row.description !== null && { Description: row.description }),
    CreatedDate: row.created_at,
  }
}

/** The columns of sign-in options. Throws ValidationException when it is said that the application begins the sign-in, but not where. */
export function signInColumns(options: { Origin: 'IDENTITY_CENTER' | 'APPLICATION'; ApplicationUrl?: string } | undefined) {
  if (options?.Origin === 'APPLICATION' && options.ApplicationUrl === undefined)
    throw invalid('ApplicationUrl is required when the sign-in begins at the application.')
  if (options?.Origin === 'IDENTITY_CENTER' && options.ApplicationUrl !== undefined)
    throw invalid('ApplicationUrl goes with the Origin APPLICATION only.')
  return { sign_in_origin: options?.Origin ?? null, url: options?.ApplicationUrl ?? null }
}
