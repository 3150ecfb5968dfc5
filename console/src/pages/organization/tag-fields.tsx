import AttributeEditor from '@cloudscape-design/components/attribute-editor'
import Input from '@cloudscape-design/components/input'
import { keyProblems, type Tag } from './tag-changes.ts'

const mostTags = 50

/** Keys and values, a row each. */
export function TagFields({ tags, onChange }: { tags: readonly Tag[]; onChange: (tags: readonly Tag[]) => void }) {
  const problems = keyProblems(tags)
  const change = (index: number, changed: Partial<Tag>): void =>
    onChange(tags.map((tag, other) => (other === index ? { ...tag, ...changed } : tag)))
  return (
    <AttributeEditor<Tag>
      items={tags}
      addButtonText="Add a tag"
      removeButtonText="Remove"
      empty="No tags"
      disableAddButton={tags.length >= mostTags}
      onAddButtonClick={() => onChange([...tags, { key: '', value: '' }])}
      onRemoveButtonClick={({ detail }) => onChange(tags.filter((_, index) => index !== detail.itemIndex))}
      definition={[
        {
          label: 'Key',
          control: ({ key }, index) => (
            <Input
              value={key}
              ariaLabel={`Key of tag ${index + 1}`}
              onChange={({ detail }) => change(index, { key: detail.value.slice(0, 128) })}
            />
          ),
          // An empty row is one that is being filled.
          errorText: ({ key }, index) => (key.trim() === '' ? undefined : problems[index]),
        },
        {
          label: 'Value',
          control: ({ value }, index) => (
            <Input
              value={value}
              ariaLabel={`Value of tag ${index + 1}`}
              onChange={({ detail }) => change(index, { value: detail.value.slice(0, 256) })}
            />
          ),
        },
      ]}
    />
  )
}
