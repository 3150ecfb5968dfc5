import { expect, test } from 'vitest'
import { type AttachedPolicy, mergePolicies, type Node, renderSetting } from './effective-policy.ts'

// The examples of "Management policy inheritance" in the user guide of AWS Organizations.

const policy = (id: string, members: Node, key = 'costcenter'): AttachedPolicy => ({ id, document: { tags: { [key]: members } } })
const effective = (...levels: AttachedPolicy[][]) => renderSetting(mergePolicies(levels))

const a = policy('a', { tag_key: { '@@assign': 'CostCenter' }, tag_value: { '@@assign': ['Development', 'Support'] } })
const b = policy('b', { tag_value: { '@@assign': ['Sandbox'] }, enforced_for: { '@@assign': ['redshift:*', 'dynamodb:table'] } })
const c = policy('c', { tag_value: { '@@append': ['Marketing'] }, enforced_for: { '@@append': ['redshift:*', 'dynamodb:table'] } })
const d = policy('d', {
  tag_value: { '@@remove': ['Development', 'Marketing'] },
  enforced_for: { '@@remove': ['redshift:*', 'dynamodb:table'] },
})

test('a child policy overwrites what it assigns and leaves the rest', () => {
  expect(effective([a], [b])).toEqual({
    tags: { costcenter: { tag_key: 'CostCenter', tag_value: ['Sandbox'], enforced_for: ['redshift:*', 'dynamodb:table'] } },
  })
})

test('a child policy appends to inherited values, each once', () => {
  expect(effective([a], [c], [c])).toEqual({
    tags: {
      costcenter: {
        tag_key: 'CostCenter',
        tag_value: ['Development', 'Support', 'Marketing'],
        enforced_for: ['redshift:*', 'dynamodb:table'],
      },
    },
  })
})

test('a child policy removes inherited values; a setting without values is gone', () => {
  expect(effective([a], [c], [d])).toEqual({ tags: { costcenter: { tag_key: 'CostCenter', tag_value: ['Support'] } } })
})

test('what a parent does not allow its child policies is without effect, and no child can allow it again', () => {
  const none = { '@@operators_allowed_for_child_policies': ['@@none'] }
  const parent = policy(
    'e',
    {
      tag_key: { ...none, '@@assign': 'Project' },
      tag_value: { '@@operators_allowed_for_child_policies': ['@@append'], '@@assign': ['Maintenance'] },
    },
    'project',
  )
  const child = policy(
    'f',
    {
      tag_key: { '@@assign': 'PROJECT', '@@operators_allowed_for_child_policies': ['@@all'] },
      tag_value: { '@@append': ['Research'] },
    },
    'project',
  )
  const grandchild = policy('g', { tag_key: { '@@assign': 'x' }, tag_value: { '@@remove': ['Maintenance'] } }, 'project')
  expect(effective([parent], [child], [grandchild])).toEqual({
    tags: { project: { tag_key: 'Project', tag_value: ['Maintenance', 'Research'] } },
  })
})

test('a parent that allows nothing at a place with members lets no child policy add one', () => {
  const parent = {
    id: 'parent',
    document: {
      services: {
        '@@operators_allowed_for_child_policies': ['@@none'],
        default: { '@@operators_allowed_for_child_policies': ['@@none'], opt_out_policy: { '@@assign': 'optOut' } },
      },
    },
  }
  const child = {
    id: 'child',
    document: { services: { lex: { opt_out_policy: { '@@assign': 'optIn' } }, default: { other: { '@@assign': 'x' } } } },
  }
  expect(effective([parent], [child])).toEqual({ services: { default: { opt_out_policy: 'optOut' } } })
})

test('of policies on one level the allowed operators are intersected, and bind only the levels below', () => {
  const g = policy('g', { tag_value: { '@@operators_allowed_for_child_policies': ['@@append'], '@@assign': ['Maintenance'] } })
  const h = policy('h', { tag_value: { '@@operators_allowed_for_child_policies': ['@@append', '@@remove'], '@@append': ['Same level'] } })
  const child = policy('i', { tag_value: { '@@append': ['Added'], '@@remove': ['Maintenance'] } })
  expect(effective([g, h], [child])).toEqual({ tags: { costcenter: { tag_value: ['Maintenance', 'Same level', 'Added'] } } })
})

test('of policies on one level the one that was attached first assigns', () => {
  const j = policy('j', { tag_key: { '@@assign': 'PROJECT' }, tag_value: { '@@append': ['Maintenance'] } })
  const k = policy('k', { tag_key: { '@@assign': 'project' }, tag_value: { '@@append': ['Escalations'] } })
  expect(effective([j, k])).toEqual({ tags: { costcenter: { tag_key: 'PROJECT', tag_value: ['Maintenance', 'Escalations'] } } })
})

test('without a value nothing is left', () => {
  expect(effective()).toBeUndefined()
  expect(effective([{ id: 'x', document: { tags: {} } }], [d])).toBeUndefined()
})
