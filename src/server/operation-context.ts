import type { Logger } from 'pino'
import type { Caller } from '../access/caller.ts'
import type { DomainEvent, OperationContext, Settings } from '../access/context.ts'
import type { Principal } from '../access/credentials.ts'
import { paceTable } from '../access/pace.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/database.ts'
import { randomUUID } from '../random.ts'
import * as controlTower from '../services/control-tower/index.ts'
import * as ssoAdmin from '../services/sso-admin/index.ts'
import type { Config } from './config.ts'

export interface Surroundings {
  readonly config: Config
  readonly db: Database
  readonly clock: Clock
  readonly log: Logger
  /** Address that people reach us by, without a path. */
  readonly url: string
}

export type CreateContext = (
  identity: { principal: Principal; region: string },
  request?: { requestId?: string; remoteAddress?: string; userAgent?: string | undefined },
) => OperationContext

/** Makes the context of each request from what all requests share. */
export function contextMaker({ config, db, clock, log, url }: Surroundings): CreateContext {
  const settings: Settings = { parity: config.parity, homeRegion: config.homeRegion, startUrl: `${url}/start` }
  const pace = paceTable[config.pace]
  return ({ principal, region }, { requestId = randomUUID(), remoteAddress = '127.0.0.1', userAgent } = {}) => {
    const caller: Caller = { ...principal, sourceIp: remoteAddress, userAgent }
    return { requestId, caller, region, clock, log, db, pace, settings, announce }
  }
}

/** Who hears of what happened in a service. */
async function announce(context: OperationContext, event: DomainEvent): Promise<void> {
  if (event.type === 'AccountMoved') return controlTower.accountMoved(context, event)
  await controlTower.accountsDeparted(context, event)
  await ssoAdmin.accountsDeparted(context, event)
}

/** The server itself, acting in an account: the factory, and the first start. */
export function servicePrincipal(accountId: string): Principal {
  const role = 'AWSControlTowerAdmin'
  return {
    type: 'service',
    accountId,
    arn: `arn:aws:sts::${accountId}:assumed-role/${role}/AccountFactory`,
    principalArn: `arn:aws:iam::${accountId}:role/service-role/${role}`,
    userId: `AROAACCOUNTFACTORY000:AccountFactory`,
    accessKeyId: 'in-process',
  }
}

/** Whoever calls an operation that takes no signature. It is in no account and has no policies. */
export const anonymousPrincipal: Principal = {
  type: 'anonymous',
  accountId: '',
  arn: 'anonymous',
  principalArn: '',
  userId: '',
  accessKeyId: '',
}
