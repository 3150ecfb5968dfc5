import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { LoadFailure } from '../../components/load-failure.tsx'
import { useNarrow } from '../../components/use-narrow.ts'
import { api } from '../../lib/api.ts'
import { formatDateTime } from '../../lib/format.ts'

interface CommandLine {
  id: string
  clientName: string
  address: string
  createdAt: string
  expiresAt: string
}

const queryKey = ['own-command-lines']

/** Where one is signed in on the command line, and signing out there. */
export function OwnCommandLines() {
  const client = useQueryClient()
  const narrow = useNarrow()
  const list = useQuery({ queryKey, queryFn: () => api.get<{ commandLines: CommandLine[] }>('/portal/command-lines') })
  const end = useMutation({
    mutationFn: ({ id }: CommandLine) => api.delete(`/portal/command-lines/${id}`),
    onSettled: () => client.invalidateQueries({ queryKey }),
  })
  if (list.isError) return <LoadFailure error={list.error} onRetry={() => void list.refetch()} />
  const signOut: TableProps.ColumnDefinition<CommandLine> = {
    id: 'end',
    header: 'Action',
    minWidth: 100,
    cell: (commandLine) => (
      <Button
        variant="inline-link"
        ariaLabel={`Sign out ${commandLine.clientName}, allowed ${formatDateTime(commandLine.createdAt)}`}
        loading={end.isPending && end.variables.id === commandLine.id}
        onClick={() => end.mutate(commandLine)}
      >
        Sign out
      </Button>
    ),
  }
  return (
    <>
      {end.isError && <Alert type="error">{end.error.message}</Alert>}
      <Table<CommandLine>
        items={list.data?.commandLines ?? []}
        loading={list.isPending}
        loadingText="Loading command lines"
        trackBy="id"
        ariaLabels={{ tableLabel: 'Command lines' }}
        columnDefinitions={narrow ? [programOnPhone, signOut] : [program, ...others, signOut]}
        header={
          <Header
            variant="h2"
            counter={list.data && `(${list.data.commandLines.length})`}
            description="Programs that you allowed to act for you, with aws sso login."
            actions={
              <Button iconName="download" href="/api/portal/aws-config" download="config">
                ~/.aws/config
              </Button>
            }
          >
            Command lines
          </Header>
        }
        empty={
          <Box textAlign="center" color="text-body-secondary">
            No command line acts for you
          </Box>
        }
      />
    </>
  )
}

const program: TableProps.ColumnDefinition<CommandLine> = {
  id: 'program',
  header: 'Program',
  isRowHeader: true,
  minWidth: 180,
  cell: ({ clientName }) => <span className="mono mono-wraps">{clientName}</span>,
}

const programOnPhone: TableProps.ColumnDefinition<CommandLine> = {
  ...program,
  cell: (commandLine) => (
    <>
      {program.cell(commandLine)}
      <div className="cell-more">{`${commandLine.address}, since ${formatDateTime(commandLine.createdAt)}`}</div>
    </>
  ),
}

const others: TableProps.ColumnDefinition<CommandLine>[] = [
  { id: 'address', header: 'Registered from', minWidth: 130, cell: ({ address }) => address },
  { id: 'created', header: 'Allowed', minWidth: 160, cell: ({ createdAt }) => formatDateTime(createdAt) },
  { id: 'expires', header: 'Ends', minWidth: 160, cell: ({ expiresAt }) => formatDateTime(expiresAt) },
]
