import type { ProvisioningArtifactParameter, ProvisioningParameter, Tag } from '../../wire/models/servicecatalog.ts'
import { checkStorable, invalid } from './faults.ts'

const longestValue = 4000

/**
 * The values of a launch by key: those given, and defaults for the rest. Throws InvalidParametersException for a key that
 * the product does not have, one given twice, one missing and a value that is too long; the first halves are CloudFormation's texts.
 */
export function readParameters(
  declared: readonly ProvisioningArtifactParameter[],
  given: readonly ProvisioningParameter[],
): Record<string, string> {
  const keys = declared.map((parameter) => parameter.ParameterKey ?? '')
  const values = new Map<string, string>()
  for (const { Key = '', Value } of given) {
    if (values.has(Key)) throw invalid(`Duplicate parameter key: ${Key}. Give each parameter once.`)
    if (Value !== undefined) values.set(Key, checkValue(Key, Value))
  }
  const unknown = given.map(({ Key = '' }) => Key).filter((key) => !keys.includes(key))
  if (unknown.length > 0) {
    throw invalid(`Parameters: [${unknown.join(', ')}] do not exist in the template. The parameters are: ${keys.join(', ')}.`)
  }
  for (const { ParameterKey = '', DefaultValue } of declared) {
    if (DefaultValue !== undefined && !values.has(ParameterKey)) values.set(ParameterKey, DefaultValue)
  }
  const missing = keys.filter((key) => !values.has(key))
  if (missing.length > 0) throw invalid(`Parameters: [${missing.join(', ')}] must have values`)
  return Object.fromEntries(values)
}

function checkValue(key: string, value: string): string {
  if (value.length > longestValue) throw invalid(`Parameter ${key} has ${value.length} characters; at most ${longestValue} are possible.`)
  checkStorable(`Parameter ${key}`, value)
  return value
}

/** Throws InvalidParametersException for a tag key given twice or one that AWS keeps for itself. */
export function checkTags(tags: readonly Tag[]): readonly Tag[] {
  const keys = new Set<string>()
  for (const { Key } of tags) {
    if (keys.has(Key)) throw invalid(`Duplicate tag key: ${Key}. Give each tag once.`)
    if (/^aws:/i.test(Key)) throw invalid(`Tag key ${Key} is invalid: keys that begin with aws: are reserved.`)
    keys.add(Key)
  }
  return tags
}
