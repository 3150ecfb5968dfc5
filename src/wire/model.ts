/** A service model as generate-models.ts writes it: botocore's service-2.json without its prose. */
export interface Model {
  readonly metadata: {
    readonly name: string
    readonly serviceId: string
    readonly protocol: 'json' | 'rest-json' | 'query'
    /** Service name in the credential scope of a signature. */
    readonly signingName: string
    readonly apiVersion: string
    readonly targetPrefix?: string
    readonly jsonVersion?: string
    readonly xmlNamespace?: string
  }
  readonly operations: Record<string, OperationModel>
  readonly shapes: Record<string, Shape>
  readonly pagination: Record<string, { input_token: string | string[]; output_token: string | string[]; limit_key?: string }>
}

export interface OperationModel {
  readonly method: string
  /** May hold `{label}`, `{label+}` and a static query. */
  readonly uri: string
  readonly status?: number
  readonly input?: string
  readonly output?: string
  /** Query protocol: the element around the result. */
  readonly resultWrapper?: string
  /** The operation takes no signature. */
  readonly unsigned?: true
  readonly errors: readonly string[]
}

export interface ShapeReference {
  readonly shape: string
  readonly location?: 'uri' | 'querystring' | 'header' | 'headers' | 'statusCode'
  readonly locationName?: string
  readonly idempotencyToken?: boolean
  readonly flattened?: boolean
  readonly timestampFormat?: string
  readonly box?: boolean
}

export interface Shape {
  readonly type:
    | 'structure'
    | 'list'
    | 'map'
    | 'string'
    | 'integer'
    | 'long'
    | 'double'
    | 'float'
    | 'boolean'
    | 'timestamp'
    | 'blob'
    | 'character'
  readonly required?: readonly string[]
  readonly members?: Record<string, ShapeReference>
  readonly member?: ShapeReference
  readonly key?: ShapeReference
  readonly value?: ShapeReference
  readonly enum?: readonly string[]
  readonly min?: number
  readonly max?: number
  readonly pattern?: string
  readonly sensitive?: boolean
  readonly flattened?: boolean
  readonly document?: boolean
  readonly union?: boolean
  readonly payload?: string
  readonly timestampFormat?: string
  readonly exception?: boolean
  readonly error?: { readonly code?: string; readonly httpStatusCode?: number; readonly senderFault?: boolean }
}

export function shapeOf(model: Model, name: string): Shape {
  const shape = model.shapes[name]
  if (!shape) throw new Error(`shape ${name} is missing in the model of ${model.metadata.name}`)
  return shape
}
