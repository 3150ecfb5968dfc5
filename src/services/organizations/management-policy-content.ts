import { childControl, isNode, type Node, valueOperators } from './effective-policy.ts'
import type { ManagementPolicyType } from './policy-types.ts'

// The syntax page of each type in the user guide of AWS Organizations. What is missing is no fault of one policy: it may be inherited.

interface Syntax {
  /** The one member at the top. */
  readonly top: string
  /** Looks at each member below the top one. */
  readonly check?: (key: string, member: Node) => string | undefined
}

const syntaxes: Readonly<Record<ManagementPolicyType, Syntax>> = {
  TAG_POLICY: { top: 'tags', check: checkTag },
  BACKUP_POLICY: { top: 'plans', check: checkPlan },
  AISERVICES_OPT_OUT_POLICY: { top: 'services', check: checkService },
  CHATBOT_POLICY: { top: 'chatbot' },
  DECLARATIVE_POLICY_EC2: { top: 'ec2_attributes' },
  SECURITYHUB_POLICY: { top: 'securityhub' },
  INSPECTOR_POLICY: { top: 'inspector' },
  UPGRADE_ROLLOUT_POLICY: { top: 'upgrade_rollout' },
  BEDROCK_POLICY: { top: 'bedrock' },
  S3_POLICY: { top: 's3_attributes' },
  NETWORK_SECURITY_DIRECTOR_POLICY: { top: 'network_security_director' },
}

/** What is wrong with a management policy, if anything is. */
export function checkManagementPolicy(type: ManagementPolicyType, document: unknown): string | undefined {
  const { top, check } = syntaxes[type]
  if (!isNode(document)) return 'it is not a JSON object'
  const stranger = Object.keys(document).find((key) => key !== top)
  if (stranger !== undefined) return `${stranger} is no member of a policy of type ${type}`
  const content = document[top]
  if (!isNode(content)) return `${top} must be an object`
  return checkNode(content, top) ?? firstOf(membersOf(content), ([key, member]) => check?.(key, member))
}

/** A place holds operators with values, or members; a value without an operator is none. */
function checkNode(node: Node, path: string): string | undefined {
  const keys = Object.keys(node)
  const operators = keys.filter((key) => key.startsWith('@@'))
  const isValue = valueOperators.some((operator) => operators.includes(operator))
  if (isValue && operators.length < keys.length) return `${path} has members beside its value`
  return (
    firstOf(operators, (operator) => checkOperator(operator, node[operator], path)) ??
    firstOf(Object.entries(node), ([key, member]) => {
      if (key.startsWith('@@')) return undefined
      return isNode(member) ? checkNode(member, `${path}/${key}`) : `${path}/${key} lacks an operator`
    })
  )
}

function checkOperator(operator: string, value: unknown, path: string): string | undefined {
  const isList = Array.isArray(value)
  if (operator === childControl) {
    const known: readonly unknown[] = [...valueOperators, '@@all', '@@none']
    return isList && value.length > 0 && value.every((item) => known.includes(item)) ? undefined : `${path}/${operator} names no operators`
  }
  if (operator === '@@assign') {
    const isScalar = ['string', 'number', 'boolean'].includes(typeof value)
    return isScalar || (isList && value.every(isText)) ? undefined : `${path}/${operator} is neither a value nor a list of texts`
  }
  if (operator === '@@append' || operator === '@@remove') {
    return isList && value.every(isText) ? undefined : `${path}/${operator} is no list of texts`
  }
  return `${path}/${operator} is no inheritance operator`
}

function checkTag(key: string, tag: Node): string | undefined {
  const stranger = strangerIn(tag, ['tag_key', 'tag_value', 'enforced_for', 'report_required_tag_for'])
  if (stranger !== undefined) return `tags/${key}/${stranger} is no member of a tag policy`
  const tagKey = assignedIn(tag, 'tag_key')
  if (tagKey !== undefined && String(tagKey).toLowerCase() !== key.toLowerCase()) {
    return `tags/${key}/tag_key differs from its policy key in more than the case of letters`
  }
  return firstOf(['tag_value', 'enforced_for', 'report_required_tag_for'], (member) => {
    const assigned = assignedIn(tag, member)
    return assigned === undefined || Array.isArray(assigned) ? undefined : `tags/${key}/${member} must have a list of values`
  })
}

function checkPlan(key: string, plan: Node): string | undefined {
  const known = ['regions', 'rules', 'selections', 'advanced_backup_settings', 'backup_plan_tags', 'scan_settings']
  const stranger = strangerIn(plan, known)
  return stranger === undefined ? undefined : `plans/${key}/${stranger} is no member of a backup policy`
}

function checkService(key: string, service: Node): string | undefined {
  const stranger = strangerIn(service, ['opt_out_policy'])
  if (stranger !== undefined) return `services/${key}/${stranger} is no member of an AI services opt-out policy`
  const assigned = assignedIn(service, 'opt_out_policy')
  return assigned === undefined || assigned === 'optIn' || assigned === 'optOut'
    ? undefined
    : `services/${key}/opt_out_policy is neither optIn nor optOut`
}

function assignedIn(node: Node, key: string): unknown {
  const member = node[key]
  return isNode(member) ? member['@@assign'] : undefined
}

const isText = (value: unknown): boolean => typeof value === 'string'

const membersOf = (node: Node): [string, Node][] =>
  Object.entries(node).filter((entry): entry is [string, Node] => !entry[0].startsWith('@@') && isNode(entry[1]))

const strangerIn = (node: Node, known: readonly string[]): string | undefined => membersOf(node).find(([key]) => !known.includes(key))?.[0]

function firstOf<Item>(items: readonly Item[], check: (item: Item) => string | undefined): string | undefined {
  for (const item of items) {
    const problem = check(item)
    if (problem !== undefined) return problem
  }
  return undefined
}
