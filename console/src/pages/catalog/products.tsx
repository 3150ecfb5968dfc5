import Button from '@cloudscape-design/components/button'
import Cards from '@cloudscape-design/components/cards'
import Header from '@cloudscape-design/components/header'
import Input, { type InputProps } from '@cloudscape-design/components/input'
import Link from '@cloudscape-design/components/link'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useRef } from 'react'
import { ConsolePage } from '../../app/shell.tsx'
import { Empty } from '../../components/empty.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { RegionNotice, useForeignRegion } from '../../components/region-notice.tsx'
import { Titled } from '../../components/titled.tsx'
import { useSearchText } from '../../components/use-search-text.ts'
import { useSlashFocus } from '../../components/use-slash-focus.ts'
import { serviceCatalog } from '../../lib/aws.ts'

/** The products that this role may launch. */
export default function Products() {
  const foreign = useForeignRegion()
  const { q = '' } = useSearch({ from: '/console/catalog/products' })
  const navigate = useNavigate({ from: '/console/catalog/products' })
  const [text, setText] = useSearchText(q, (typed) => void navigate({ search: typed ? { q: typed } : {}, replace: true }))
  const filter = useRef<InputProps.Ref>(null)
  useSlashFocus(filter)
  const products = useQuery({
    queryKey: ['products', q],
    queryFn: () => serviceCatalog.call('SearchProducts', q ? { Filters: { FullTextSearch: [q] } } : {}),
    enabled: !foreign,
    placeholderData: keepPreviousData,
  })
  const items = products.data?.ProductViewSummaries ?? []
  return (
    <ConsolePage title="Products" breadcrumbs={[{ text: 'Service Catalog', href: '/console/catalog/products' }]} contentType="cards">
      {foreign ? (
        <Titled title="Products">
          <RegionNotice />
        </Titled>
      ) : products.isError ? (
        <Titled title="Products">
          <LoadFailure error={products.error} onRetry={() => void products.refetch()} />
        </Titled>
      ) : (
        <Cards
          variant="full-page"
          items={items}
          loading={products.isPending}
          loadingText="Loading products"
          trackBy="ProductId"
          cardsPerRow={[{ cards: 1 }, { minWidth: 800, cards: 2 }]}
          ariaLabels={{ itemSelectionLabel: () => '', selectionGroupLabel: 'Products', cardsLabel: 'Products' }}
          header={
            <Header
              variant="awsui-h1-sticky"
              description="What you can launch with this role."
              counter={products.data ? `(${items.length})` : ''}
            >
              Products
            </Header>
          }
          filter={
            <Input
              ref={filter}
              type="search"
              value={text}
              placeholder="Find products ( / )"
              ariaLabel="Find products"
              clearAriaLabel="Clear"
              onChange={({ detail }) => setText(detail.value)}
            />
          }
          cardDefinition={{
            header: (product) => (
              <Link fontSize="heading-m" href={`/console/catalog/products/${product.ProductId}`}>
                {product.Name}
              </Link>
            ),
            sections: [
              { id: 'description', content: (product) => product.ShortDescription },
              { id: 'owner', header: 'Owner', content: (product) => product.Owner },
              {
                id: 'launch',
                content: (product) => <Button href={`/console/catalog/products/${product.ProductId}/launch`}>Launch product</Button>,
              },
            ],
          }}
          empty={
            q ? (
              <Empty title="No product matches" action={<Button onClick={() => setText('')}>Clear the search</Button>} />
            ) : (
              <Empty title="No products">
                Your role is not associated with a portfolio. An administrator can add it with AssociatePrincipalWithPortfolio.
              </Empty>
            )
          }
        />
      )}
    </ConsolePage>
  )
}
