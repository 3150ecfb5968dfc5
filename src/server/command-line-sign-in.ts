// The command line's sign-in: its two services, and the pages of the portal that ask the person, made to know one another here.
import type { OperationContext } from '../access/context.ts'
import { registerAwsConfigRoute } from '../portal/aws-config-route.ts'
import { registerCommandLineRoutes } from '../portal/command-line-routes.ts'
import { registerConsentRoutes } from '../portal/consent-routes.ts'
import type { PortalDirectory } from '../portal/portal-directory.ts'
import type { RouteScope } from '../portal/route-scope.ts'
import { readSettings } from '../portal/settings.ts'
import * as ssoAdmin from '../services/sso-admin/index.ts'
import * as ssoOidc from '../services/sso-oidc/index.ts'
import { createSsoPortal } from '../services/sso-portal/index.ts'
import type { Service } from '../wire/service.ts'
import { principalIdsOf } from './directories.ts'
import type { Installation } from './installation.ts'
import type { FindHolder } from './trail-events.ts'

export interface CommandLineSignIn {
  readonly services: readonly Service<OperationContext>[]
  registerRoutes(scope: RouteScope): void
  /** Whose token a call brought or was given, for the trail; a token that is over tells nothing any more. */
  readonly findHolder: FindHolder
}

export function createCommandLineSignIn(options: {
  installation: Installation
  directory: PortalDirectory
  secretKey: Buffer
}): CommandLineSignIn {
  const { installation, directory, secretKey } = options
  const { identityStoreId } = installation
  const holders: ssoOidc.TokenHolders = {
    isEnabled: async (context, userId) => (await directory.findUser(context, userId))?.enabled === true,
    sessionSeconds: async (context) => (await readSettings(context)).sessionMinutes * 60,
  }
  const access = {
    findUser: directory.findUser,
    listAccounts: directory.listAccounts,
    findRoleSession: directory.findRoleSession,
    listRoles: async (context: OperationContext, query: { userId: string; accountId: string; after?: string; limit: number }) =>
      ssoAdmin.assignedRoles(context, { ...query, principalIds: await principalIdsOf(context, installation, query.userId) }),
  }
  return {
    findHolder: async ({ context, input, output }) => {
      const { accessToken } = { ...(output as object), ...(input as object) } as { accessToken?: unknown }
      if (!context || typeof accessToken !== 'string') return undefined
      const holder = await ssoOidc.findTokenHolder(context, accessToken)
      return holder && directory.findUser(context, holder.userId)
    },
    services: [ssoOidc.createSsoOidc({ instance: installation, holders }), createSsoPortal({ access, secretKey })],
    registerRoutes: (scope) => {
      registerConsentRoutes(scope, ssoOidc)
      registerCommandLineRoutes(scope, ssoOidc)
      registerAwsConfigRoute(scope, { startUrl: identityStoreId && `https://${identityStoreId}.awsapps.com/start` })
    },
  }
}
