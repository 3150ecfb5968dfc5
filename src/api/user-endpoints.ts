import { type Endpoint, endpoint } from './endpoint.ts'
import { noInput } from './schemas.ts'
import * as schema from './user-schemas.ts'

const parameters = schema.userParameters

/** How people sign in: their passwords and sessions, and whether they may. */
export const userEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: '/users/:userId',
    summary: 'How a user signs in: status, state of the password, until when locked',
    action: 'account-factory:GetUserSignIn',
    parameters,
    response: schema.userSignIn,
    handle: ({ api, context, parameters }) => api.users.describe(context, parameters.userId),
  }),
  endpoint({
    method: 'POST',
    path: '/users/:userId/one-time-password',
    summary: 'A new one-time password for a user',
    action: 'account-factory:ResetOneTimePassword',
    parameters,
    response: schema.oneTimePassword,
    handle: ({ api, context, parameters }) => api.users.resetOneTimePassword(context, parameters.userId),
  }),
  endpoint({
    method: 'POST',
    path: '/users/:userId/password-reset-link',
    summary: 'A link for choosing a new password, for a day; mailed to the user where mails are sent',
    action: 'account-factory:CreatePasswordResetLink',
    parameters,
    response: schema.resetLink,
    handle: ({ api, context, parameters }) => api.users.createResetLink(context, parameters.userId),
  }),
  endpoint({
    method: 'GET',
    path: '/users/:userId/sessions',
    summary: 'Where a user is signed in at the portal, newest first',
    action: 'account-factory:ListUserSessions',
    parameters,
    response: schema.userSessions,
    handle: ({ api, context, parameters }) => api.users.sessions(context, parameters.userId),
  }),
  ...(
    [
      ['sign-out', 'Ends all sessions of a user, and the tokens of their command lines', 'SignOutUser'],
      ['unlock', 'Forgets the failed tries of a user, who may try again at once', 'UnlockUser'],
      ['disable', 'Keeps a user out, at once and until enabled', 'DisableUser'],
      ['enable', 'Lets a user in again', 'EnableUser'],
    ] as const
  ).map(([verb, summary, action]) =>
    endpoint({
      method: 'POST',
      path: `/users/:userId/${verb}`,
      summary,
      action: `account-factory:${action}`,
      parameters,
      response: noInput,
      handle: async ({ api, context, parameters }) => {
        await api.users[verb](context, parameters.userId)
        return {}
      },
    }),
  ),
  endpoint({
    method: 'GET',
    path: '/access-settings',
    summary: 'What is decided about signing in',
    action: 'account-factory:GetAccessSettings',
    response: schema.accessSettings,
    handle: ({ api, context }) => api.accessSettings.read(context),
  }),
  endpoint({
    method: 'PUT',
    path: '/access-settings',
    summary: 'Decides about signing in; sessions that exist keep their length',
    action: 'account-factory:UpdateAccessSettings',
    body: schema.accessSettingsInput,
    response: schema.accessSettings,
    handle: ({ api, context, body }) => api.accessSettings.write(context, body),
  }),
  endpoint({
    method: 'POST',
    path: '/access-settings/test-mail',
    summary: 'Sends a test mail',
    action: 'account-factory:SendTestMail',
    body: schema.testMailInput,
    response: noInput,
    handle: async ({ api, context, body }) => {
      await api.accessSettings.sendTestMail(context, body.to)
      return {}
    },
  }),
]
