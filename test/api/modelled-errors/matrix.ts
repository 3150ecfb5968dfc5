import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { offeredServices } from '../../../docs/write-coverage.ts'
import type { Model } from '../../../src/wire/model.ts'

// Every error that a service's model names for an operation that is offered is either seen through AWS's own client, or excused with the
// reason why it cannot happen here.

/** Any client of the AWS SDK, and the commands of its package. */
export interface SdkClient {
  send(command: never): Promise<unknown>
}
export type SdkCommands = Readonly<Record<string, unknown>>

/** What a matrix's cases are made of. */
export interface World {
  /** May do everything in the account that the errors are about. */
  readonly admin: SdkClient
  stop(): Promise<void>
}

/** An input that somebody else than the administrator sends. */
export class Call {
  readonly client: SdkClient
  readonly input: object
  constructor(client: SdkClient, input: object) {
    this.client = client
    this.input = input
  }
}
export const as = (client: SdkClient, input: object): Call => new Call(client, input)

/** Prepares what makes the error happen, and gives the input of the call that meets it. */
export type ErrorCase<W> = (world: W, operation: string) => object | Promise<object>

/** By operation, then by error, followed by ` REASON` where the error has one. */
export type Cases<W> = Readonly<Record<string, Readonly<Record<string, ErrorCase<W>>>>>

export interface Excuse {
  readonly error: string
  /** All operations that name the error when left out. */
  readonly operations?: readonly string[]
  readonly reason: string
}

export interface ErrorMatrix<W> {
  /** As in its model, e.g. `Organizations`. */
  readonly serviceId: string
  readonly commands: SdkCommands
  start(): Promise<W>
  /** By error: for each operation that names it and has neither a case of its own nor an excuse. */
  readonly everywhere: Readonly<Record<string, ErrorCase<W>>>
  readonly cases: Cases<W>
  readonly excused: readonly Excuse[]
}

interface Row<W> {
  readonly operation: string
  readonly error: string
  readonly prepare: ErrorCase<W>
}

/** Registers the tests: one per operation and error, and that none is missing. */
export function testModelledErrors<W extends World>(matrix: ErrorMatrix<W>): void {
  const pairs = modelledErrors(matrix.serviceId)
  const rows = rowsOf(matrix, pairs)
  let world: W

  beforeAll(async () => {
    world = await matrix.start()
  })
  afterAll(() => world.stop())

  describe.each([...Map.groupBy(rows, ({ operation }) => operation)])('%s', (operation, ofOperation) => {
    test.each(ofOperation.map((row) => [row.error, row] as const))('answers %s', async (_, { error, prepare }) => {
      const prepared = await prepare(world, operation)
      const { client, input } = prepared instanceof Call ? prepared : { client: world.admin, input: prepared }
      const answer = await answerTo(client, matrix.commands, operation, input)
      expect(error.includes(' ') ? answer : answer.replace(/^(\w+Exception) .*/, '$1')).toBe(error)
    })
  })

  test('every modelled error has a case or an excuse, never both, and nothing else has', () => {
    const seen = new Set(rows.map(({ operation, error }) => pairOf(operation, error)))
    expectExactly(
      pairs.map(({ operation, error }) => pairOf(operation, error)),
      [...seen],
      excusedPairs(matrix, pairs),
    )
  })
}

function expectExactly(all: readonly string[], seen: readonly string[], excused: readonly string[]): void {
  const covered = [...seen, ...excused]
  expect({
    missing: all.filter((name) => !covered.includes(name)),
    unknown: covered.filter((name) => !all.includes(name)),
    twice: covered.filter((name, index) => covered.indexOf(name) !== index),
  }).toEqual({ missing: [], unknown: [], twice: [] })
}

/** The error's name, with ` REASON` when it tells one; the beginning of the answer when there was no error. */
export async function answerTo(client: SdkClient, commands: SdkCommands, operation: string, input: object): Promise<string> {
  const Command = commands[`${operation}Command`] as new (input: object) => never
  const command = new Command(input)
  try {
    return `success: ${JSON.stringify(await client.send(command))?.slice(0, 300)}`
  } catch (error) {
    const { name, message, Reason: reason } = error as Error & { Reason?: string }
    if (!/Exception$/.test(name)) return `${name}: ${message}`
    return reason === undefined ? name : `${name} ${reason}`
  }
}

interface Pair {
  readonly operation: string
  readonly error: string
}

const pairOf = (operation: string, error: string): string => `${operation} ${error.replace(/ .*/, '')}`

/** What the model of an offered service names. */
export function modelOf(serviceId: string): { readonly model: Model; readonly operations: readonly string[] } {
  const service = offeredServices().find(({ model }) => model.metadata.serviceId === serviceId)
  if (!service) throw new Error(`no service is called ${serviceId}`)
  return { model: service.model, operations: Object.keys(service.operations) }
}

function modelledErrors(serviceId: string): Pair[] {
  const { model, operations } = modelOf(serviceId)
  return operations.flatMap((operation) => (model.operations[operation]?.errors ?? []).map((error) => ({ operation, error })))
}

const excusedPairs = <W>({ excused }: ErrorMatrix<W>, pairs: readonly Pair[]): string[] =>
  excused.flatMap(({ error, operations }) =>
    (operations ?? pairs.filter((pair) => pair.error === error).map(({ operation }) => operation)).map((name) => pairOf(name, error)),
  )

function rowsOf<W>(matrix: ErrorMatrix<W>, pairs: readonly Pair[]): Row<W>[] {
  const own = Object.entries(matrix.cases).flatMap(([operation, cases]) =>
    Object.entries(cases).map(([error, prepare]) => ({ operation, error, prepare })),
  )
  const settled = new Set([...own.map(({ operation, error }) => pairOf(operation, error)), ...excusedPairs(matrix, pairs)])
  const rest = pairs.filter(({ operation, error }) => !settled.has(pairOf(operation, error)))
  return [
    ...own,
    ...rest.flatMap(({ operation, error }) => {
      const prepare = matrix.everywhere[error]
      return prepare ? [{ operation, error, prepare }] : []
    }),
  ]
}

/** Registers a test: every reason that the model's enumeration tells has a case or an excuse. */
export function testReasons<W>(
  matrix: Pick<ErrorMatrix<W>, 'serviceId' | 'cases'>,
  error: string,
  excused: Readonly<Record<string, string>>,
): void {
  test(`every reason of ${error} has a case or an excuse, never both`, () => {
    const { model } = modelOf(matrix.serviceId)
    const reasons = model.shapes[`${error}Reason`]?.enum ?? []
    const named = Object.values(matrix.cases).flatMap((cases) => Object.keys(cases).map((name) => name.split(' ')))
    const seen = new Set(named.flatMap(([name, reason]) => (name === error && reason !== undefined ? [reason] : [])))
    expectExactly(reasons, [...seen], Object.keys(excused))
  })
}
