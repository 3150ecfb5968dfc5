import Button from '@cloudscape-design/components/button'
import Cards from '@cloudscape-design/components/cards'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQuery } from '@tanstack/react-query'
import { ConsolePage } from '../../app/shell.tsx'
import { Empty } from '../../components/empty.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { RegionNotice, useForeignRegion } from '../../components/region-notice.tsx'
import { serviceCatalog } from '../../lib/aws.ts'

/** The products that this role may launch. */
export default function Products() {
  const foreign = useForeignRegion()
  const products = useQuery({ queryKey: ['products'], queryFn: () => serviceCatalog.call('SearchProducts', {}), enabled: !foreign })
  const items = products.data?.ProductViewSummaries ?? []
  return (
    <ConsolePage title="Products" breadcrumbs={[{ text: 'Service Catalog', href: '/console/catalog/products' }]} contentType="cards">
      <SpaceBetween size="l">
        <Header variant="h1" description="What you can launch with this role." counter={products.data ? `(${items.length})` : ''}>
          Products
        </Header>
        {foreign && <RegionNotice />}
        {products.isError && <LoadFailure error={products.error} onRetry={() => void products.refetch()} />}
        {!foreign && !products.isError && (
          <Cards
            items={items}
            loading={products.isPending}
            loadingText="Loading products"
            trackBy="ProductId"
            cardsPerRow={[{ cards: 1 }, { minWidth: 800, cards: 2 }]}
            cardDefinition={{
              header: (product) => <Link href={`/console/catalog/products/${product.ProductId}`}>{product.Name}</Link>,
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
              <Empty title="No products">
                Your role is not associated with a portfolio. An administrator can add it with AssociatePrincipalWithPortfolio.
              </Empty>
            }
          />
        )}
      </SpaceBetween>
    </ConsolePage>
  )
}
