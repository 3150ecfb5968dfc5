import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Icon from '@cloudscape-design/components/icon'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Empty } from '../../components/empty.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { RowSkeletons } from '../../components/row-skeletons.tsx'
import { api } from '../../lib/api.ts'

interface Application {
  applicationArn: string
  name: string
  description: string
  url?: string
}

interface Page {
  applications: Application[]
  next?: string
}

/** What else a person signs in to: applications of IAM Identity Center that are assigned to them. */
export default function Applications() {
  const applications = useInfiniteQuery({
    queryKey: ['portal-applications'],
    queryFn: ({ pageParam }) => api.get<Page>('/portal/applications', { after: pageParam }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  })
  const rows = applications.data?.pages.flatMap((page) => page.applications) ?? []
  if (applications.isError) return <LoadFailure error={applications.error} onRetry={() => void applications.refetch()} />
  return (
    <Container>
      {applications.isPending ? (
        <RowSkeletons rows={3} />
      ) : rows.length === 0 ? (
        <Empty title="No applications">
          Applications that an administrator makes in IAM Identity Center and assigns to you or to one of your groups appear here.
        </Empty>
      ) : (
        <ul className="recent-roles application-list" aria-label="Applications">
          {rows.map((application) => (
            <li key={application.applicationArn}>
              <ApplicationLink {...application} />
            </li>
          ))}
        </ul>
      )}
      {applications.hasNextPage && (
        <Box textAlign="center" padding={{ top: 's' }}>
          <Button loading={applications.isFetchingNextPage} loadingText="Loading" onClick={() => void applications.fetchNextPage()}>
            Show more
          </Button>
        </Box>
      )}
    </Container>
  )
}

function ApplicationLink({ name, description, url }: Application) {
  if (url === undefined)
    return (
      <div className="recent-role">
        <span className="recent-role-account">{name}</span>
        <span className="recent-role-name">{description || 'Nobody said yet where it is opened.'}</span>
      </div>
    )
  return (
    <a className="recent-role" href={url} target="_blank" rel="noreferrer">
      <span className="recent-role-account">{name}</span>
      <Icon name="external" ariaLabel="Opens in a new tab" />
      {description && <span className="recent-role-name">{description}</span>}
    </a>
  )
}
