import type { OperationContext } from '../../access/context.ts'
import type { Operations } from '../../wire/models/account.ts'
import type { OperationTable } from '../../wire/service.ts'
import { createAcceptPrimaryEmailUpdate } from './accept-primary-email-update.ts'
import { disableRegion, enableRegion } from './change-region.ts'
import { deleteAlternateContact } from './delete-alternate-contact.ts'
import { getAccountInformation } from './get-account-information.ts'
import { getAlternateContact } from './get-alternate-contact.ts'
import { getContactInformation } from './get-contact-information.ts'
import { getGovCloudAccountInformation } from './get-gov-cloud-account-information.ts'
import { getPrimaryEmail } from './get-primary-email.ts'
import { getPrimaryEmailUpdateStatus } from './get-primary-email-update-status.ts'
import { getRegionOptStatus } from './get-region-opt-status.ts'
import { listRegions } from './list-regions.ts'
import { putAccountName } from './put-account-name.ts'
import { putAlternateContact } from './put-alternate-contact.ts'
import { putContactInformation } from './put-contact-information.ts'
import { createStartPrimaryEmailUpdate } from './start-primary-email-update.ts'

export const operations = (secretKey: Buffer): OperationTable<Operations, OperationContext> => ({
  AcceptPrimaryEmailUpdate: createAcceptPrimaryEmailUpdate(secretKey),
  DeleteAlternateContact: deleteAlternateContact,
  DisableRegion: disableRegion,
  EnableRegion: enableRegion,
  GetAccountInformation: getAccountInformation,
  GetAlternateContact: getAlternateContact,
  GetContactInformation: getContactInformation,
  GetGovCloudAccountInformation: getGovCloudAccountInformation,
  GetPrimaryEmail: getPrimaryEmail,
  GetPrimaryEmailUpdateStatus: getPrimaryEmailUpdateStatus,
  GetRegionOptStatus: getRegionOptStatus,
  ListRegions: listRegions,
  PutAccountName: putAccountName,
  PutAlternateContact: putAlternateContact,
  PutContactInformation: putContactInformation,
  StartPrimaryEmailUpdate: createStartPrimaryEmailUpdate(secretKey),
})
