import type { OperationContext } from '../access/context.ts'
import type { AccessAdministration } from '../api/dependencies.ts'
import type { AccessSettingsInput } from '../api/user-schemas.ts'
import { Fault } from '../fault.ts'
import { testMail } from '../portal/mail-texts.ts'
import { hasMfaDevice } from '../portal/mfa-devices.ts'
import type { Portal } from '../portal/portal.ts'
import { readSettings, writeSettings } from '../portal/settings.ts'
import type { Config } from './config.ts'
import type { Installation } from './installation.ts'
import { describeMail } from './mailer.ts'

/** What administrators decide about signing in; the mail server is the operator's, and only shown. */
export function accessAdministration(options: { config: Config; portal: Portal; installation: Installation }): AccessAdministration {
  const { config, portal, installation } = options
  const onlyManagement = ({ caller }: OperationContext): void => {
    if (caller.accountId !== installation.managementAccountId)
      throw new Fault('AccessDeniedException', 'Signing in is decided in the management account; enter that account.')
  }
  const mail = describeMail(config.mail)
  return {
    read: async (context) => {
      onlyManagement(context)
      return { ...(await readSettings(context)), mail }
    },
    write: async (context, settings) => {
      onlyManagement(context)
      await checkNotLockedOut(context, settings)
      await writeSettings(context, settings)
      return { ...settings, mail }
    },
    sendTestMail: async (context, to) => {
      onlyManagement(context)
      const { sendMail } = portal.outbox
      if (!sendMail) throw new Fault('ValidationException', 'No mail server is set: start the server with --smtp-url and --mail-from.')
      try {
        await sendMail(testMail(to))
      } catch (error) {
        context.log.warn({ err: error }, 'a test mail was not sent')
        throw new Fault('MailFailed', `The mail server ${mail?.server} did not take the mail: ${(error as Error).message}`, {
          cause: error,
        })
      }
    },
  }
}

/** Who keeps out people without a device has one: nobody locks themselves out. */
async function checkNotLockedOut(context: OperationContext, { mfa, mfaWithoutDevice }: AccessSettingsInput): Promise<void> {
  const { personId } = context.caller
  if (mfa === 'never' || mfaWithoutDevice !== 'block' || personId === undefined || (await hasMfaDevice(context, personId))) return
  const message = 'This would keep you out too: register a device of your own first (Security, in the access portal).'
  throw new Fault('ValidationException', message, { fields: { field: 'mfaWithoutDevice' } })
}
