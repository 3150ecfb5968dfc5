import type { Model } from './model.ts'

/** One operation: typed input in, typed output out; a "no" is a thrown Fault. `Context` is the server's operation context. */
export type Handler<Context, Input, Output> = (context: Context, input: Input) => Promise<Output>

type Shapes = { [operation: string]: { input: unknown; output: unknown } }

/** The operations a service offers: one row each. An operation of the model without a row answers that it is not offered. */
export type OperationTable<Operations, Context> = {
  readonly [Name in keyof Operations]?: Operations[Name] extends { input: infer Input; output: infer Output }
    ? Handler<Context, Input, Output>
    : never
}

/** ARNs that a call names, for the policy decision: a row for every operation that takes a signature (test/architecture). */
export type ResourceTable<Operations, Context> = {
  readonly [Name in keyof Operations]?: Operations[Name] extends { input: infer Input }
    ? (context: Context, input: Input) => readonly string[] | Promise<readonly string[]>
    : never
}

/** The row of an operation for which AWS knows no types of resources. */
export const anyResource = (): readonly string[] => ['*']

/** Condition keys that a call brings to the policy decision beside the global ones, lower case. */
export type ConditionKeys = Readonly<Record<string, readonly string[]>>

/** Condition keys of a service's own; an operation without a row has none. */
export type ConditionKeyTable<Operations, Context> = {
  readonly [Name in keyof Operations]?: Operations[Name] extends { input: infer Input }
    ? (context: Context, input: Input) => Promise<ConditionKeys>
    : never
}

/** Condition keys of single resources, their tags above all, by ARN; `resources` are those that a call names. */
export type ResourceKeys<Context> = (context: Context, resources: readonly string[]) => Promise<Readonly<Record<string, ConditionKeys>>>

export interface Service<Context> {
  readonly model: Model
  /** Prefix of IAM action names: `organizations` in `organizations:CreateAccount`. */
  readonly actionPrefix: string
  readonly operations: Readonly<Record<string, Handler<Context, never, unknown>>>
  readonly resources: Readonly<Record<string, (context: Context, input: never) => readonly string[] | Promise<readonly string[]>>>
  readonly conditionKeys: Readonly<Record<string, (context: Context, input: never) => Promise<ConditionKeys>>>
  readonly resourceKeys?: ResourceKeys<Context>
}

/** Ties a generated model to the operations that answer it. `Operations` is the model's generated interface. */
export function defineService<Operations extends { [Name in keyof Operations]: Shapes[string] }, Context>(definition: {
  model: unknown
  actionPrefix: string
  operations: OperationTable<Operations, Context>
  resources?: ResourceTable<Operations, Context>
  conditionKeys?: ConditionKeyTable<Operations, Context>
  resourceKeys?: ResourceKeys<Context>
}): Service<Context> {
  return {
    model: definition.model as Model,
    actionPrefix: definition.actionPrefix,
    operations: definition.operations as Service<Context>['operations'],
    resources: (definition.resources ?? {}) as Service<Context>['resources'],
    conditionKeys: (definition.conditionKeys ?? {}) as Service<Context>['conditionKeys'],
    ...(definition.resourceKeys && { resourceKeys: definition.resourceKeys }),
  }
}
