import { useQuery } from '@tanstack/react-query'
import { organizations } from '../../lib/aws.ts'
import type { Tag } from './tag-changes.ts'

/** Every tag of a resource; at most fifty. */
export function useTags(id: string) {
  return useQuery({
    queryKey: ['tags', id],
    queryFn: async () => {
      const { Tags = [] } = await organizations.call('ListTagsForResource', { ResourceId: id })
      return Tags.map(({ Key, Value }) => ({ key: Key, value: Value }))
    },
  })
}

/** Sets the tags; others stay. */
export const tagResource = (id: string, tags: readonly Tag[]) =>
  organizations.call('TagResource', { ResourceId: id, Tags: tags.map(({ key, value }) => ({ Key: key.trim(), Value: value.trim() })) })
