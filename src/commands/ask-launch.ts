import { cancel, confirm, intro, isCancel, note, select, text } from '@clack/prompts'
import type { ApiClient, OrganizationTree, Problem } from './api-client.ts'
import { CommandFailure, exitCodes } from './exit-codes.ts'
import { type LaunchField, launchFields, productNameField, productNameFrom } from './launch-fields.ts'
import { printable } from './printable.ts'

/** Asks for what is missing, each answer checked as it is given; throws CommandFailure `Interrupted` when the person gives up. */
export async function askForMissing(api: ApiClient, given: Readonly<Record<string, string>>): Promise<Record<string, string>> {
  const missing = launchFields.filter(({ key }) => given[key] === undefined)
  if (missing.length === 0) return { ...given }
  intro('Vend an account')
  const values = { ...given }
  for (const field of missing) values[field.key] = await askFor(api, field, undefined)
  return values
}

/** Asks again for what preflight refuses. */
export async function askAgain(
  api: ApiClient,
  values: Readonly<Record<string, string>>,
  problems: readonly Problem[],
): Promise<Record<string, string>> {
  const changed = { ...values }
  for (const problem of problems) {
    const field = [...launchFields, productNameField].find(({ key }) => key === problem.field)
    if (!field) throw new CommandFailure(exitCodes.wrongInput, problem.code, problem.message)
    note(printable(problem.message), printable(`${field.label}: ${values[field.key] ?? ''}`))
    changed[field.key] = await askFor(api, field, values[field.key])
  }
  return changed
}

export async function confirmLaunch(values: Readonly<Record<string, string>>): Promise<void> {
  const lines = [...launchFields, productNameField].map(({ key, label }) => `${`${label}:`.padEnd(22)}${printable(values[key] ?? '')}`)
  note(lines.join('\n'), 'Launch')
  const answer = await confirm({ message: 'Launch it?' })
  if (isCancel(answer) || !answer) throw givenUp()
}

async function askFor(api: ApiClient, field: LaunchField, initialValue: string | undefined): Promise<string> {
  if (field.key === 'ManagedOrganizationalUnit') return askForUnit(await api.organization())
  const suggestion = field.key === productNameField.key && initialValue ? `${productNameFrom(initialValue)}-2` : initialValue
  const answer = await text({
    message: field.question,
    ...(suggestion === undefined ? {} : { initialValue: suggestion }),
    validate: (value) => checkAnswer(api, field, value ?? ''),
  })
  if (isCancel(answer)) throw givenUp()
  return answer.trim()
}

async function checkAnswer(api: ApiClient, { key }: LaunchField, value: string): Promise<string | undefined> {
  const isName = key === productNameField.key
  const [problem] = await api.preflight(isName ? {} : { [key]: value }, isName ? value.trim() : undefined)
  return problem?.message
}

async function askForUnit({ units }: OrganizationTree): Promise<string> {
  const options = units
    .filter(({ vendable }) => vendable)
    .map(({ id, name, path }) => ({ value: `${name} (${id})`, label: printable(path), hint: id }))
  if (options.length === 0)
    throw new CommandFailure(exitCodes.requestFailed, 'NoOrganizationalUnit', 'No organizational unit is registered for new accounts.', {
      hint: 'Register one with AWS Control Tower (controltower enable-baseline); account-factory doctor shows which there are.',
    })
  const answer = await select({ message: 'Organizational unit', options, maxItems: 12 })
  if (isCancel(answer)) throw givenUp()
  return answer
}

function givenUp(): CommandFailure {
  cancel('Nothing was launched.')
  return new CommandFailure(exitCodes.interrupted, 'Interrupted', 'Nothing was launched.')
}
