import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type OperationContext, transaction } from '../access/context.ts'
import { type AccessKey, createAccessKey } from '../access/credentials.ts'
import { paceTable } from '../access/pace.ts'
import type { Fault } from '../fault.ts'
import { checkPassword } from '../portal/password-rules.ts'
import { setPassword } from '../portal/passwords.ts'
import { ensureUser } from '../services/iam/index.ts'
import { createStandaloneAccount } from '../services/organizations/index.ts'
import { type Config, ConfigError } from './config.ts'
import { type EmbeddedAws, type EmbeddedAwsOptions, embedAws } from './embedded-aws.ts'
import { type Installation, saveInstallation } from './installation.ts'
import { createLandingZone } from './landing-zone.ts'
import { servicePrincipal } from './operation-context.ts'
import { saveSnapshot } from './snapshot.ts'

export const administratorName = 'admin'
export const automationUserName = 'account-factory'

/**
 * Sets the installation up in one transaction: a start that is killed on the way begins anew. The credentials file is written
 * before the commit, so that there is never an access key that nobody has.
 */
export async function setUp(
  context: OperationContext,
  options: { config: Config; aws: Omit<EmbeddedAwsOptions, 'createContext'> },
): Promise<Installation> {
  const { config } = options
  checkAdministratorPassword(config)
  return transaction({ ...context, pace: paceTable.instant }, async (context) => {
    await createStandaloneAccount(context, { id: config.accountId, name: 'Management', email: `management@${config.emailDomain}` })
    const { arn, userId } = await ensureUser(context, {
      accountId: config.accountId,
      name: automationUserName,
      managedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'],
    })
    const installation = config.empty ? bare(config) : await landingZone(context, options, arn)
    const { administratorId } = installation
    if (config.adminPassword && administratorId)
      await setPassword(context, { userId: administratorId, userName: administratorName }, config.adminPassword)
    await saveInstallation(context.db, installation, context.clock.now())
    await saveSnapshot(context.db)
    const key = await createAccessKey(context, options.aws.secretKey, { accountId: config.accountId, arn, userId })
    writeCredentials(config, key)
    return installation
  })
}

/** The landing zone through SDK clients whose every call runs in this transaction. */
function landingZone(
  context: OperationContext,
  { config, aws }: { config: Config; aws: Omit<EmbeddedAwsOptions, 'createContext'> },
  automationUserArn: string,
): Promise<Installation> {
  const inTransaction: EmbeddedAws = embedAws({
    ...aws,
    createContext: ({ principal, region }, { requestId = context.requestId } = {}) => ({
      ...context,
      requestId,
      region,
      caller: { ...principal, sourceIp: '127.0.0.1' },
    }),
  })
  return createLandingZone(context, inTransaction.clientsAs(servicePrincipal(config.accountId)), {
    managementAccountId: config.accountId,
    emailDomain: config.emailDomain,
    administratorName,
    automationUserArn,
  })
}

function bare(config: Config): Installation {
  return {
    managementAccountId: config.accountId,
    homeRegion: config.homeRegion,
    organizationId: undefined,
    instanceArn: undefined,
    identityStoreId: undefined,
    administratorId: undefined,
  }
}

function checkAdministratorPassword({ adminPassword }: Config): void {
  if (adminPassword === undefined) return
  try {
    checkPassword(adminPassword, administratorName)
  } catch (error) {
    throw new ConfigError(`ACCOUNT_FACTORY_ADMIN_PASSWORD: ${(error as Fault).message}`)
  }
}

/** An AWS shared credentials file; other tools find it by AWS_SHARED_CREDENTIALS_FILE. */
function writeCredentials(config: Config, { accessKeyId, secretAccessKey }: AccessKey): void {
  const lines = [
    '[account-factory]',
    `aws_access_key_id = ${accessKeyId}`,
    `aws_secret_access_key = ${secretAccessKey}`,
    `region = ${config.homeRegion}`,
    '',
  ]
  writeFileSync(join(config.data, 'credentials'), lines.join('\n'), { mode: 0o600 })
}
