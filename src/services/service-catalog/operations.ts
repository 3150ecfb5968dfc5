import type { OperationContext } from '../../access/context.ts'
import type { Operations } from '../../wire/models/servicecatalog.ts'
import type { OperationTable } from '../../wire/service.ts'
import { associatePrincipalWithPortfolio } from './associate-principal-with-portfolio.ts'
import { describePortfolio } from './describe-portfolio.ts'
import { describeProduct } from './describe-product.ts'
import { describeProductAsAdmin } from './describe-product-as-admin.ts'
import { describeProductView } from './describe-product-view.ts'
import { describeProvisionedProduct } from './describe-provisioned-product.ts'
import { describeProvisioningArtifact } from './describe-provisioning-artifact.ts'
import { describeProvisioningParameters } from './describe-provisioning-parameters.ts'
import { describeRecord } from './describe-record.ts'
import { disassociatePrincipalFromPortfolio } from './disassociate-principal-from-portfolio.ts'
import { getProvisionedProductOutputs } from './get-provisioned-product-outputs.ts'
import type { Handlers } from './handlers.ts'
import { listLaunchPaths } from './list-launch-paths.ts'
import { listPortfolios } from './list-portfolios.ts'
import { listPortfoliosForProduct } from './list-portfolios-for-product.ts'
import { listPrincipalsForPortfolio } from './list-principals-for-portfolio.ts'
import { listProvisioningArtifacts } from './list-provisioning-artifacts.ts'
import { listRecordHistory } from './list-record-history.ts'
import { provisionProduct } from './provision-product.ts'
import { scanProvisionedProducts } from './scan-provisioned-products.ts'
import { searchProducts } from './search-products.ts'
import { searchProductsAsAdmin } from './search-products-as-admin.ts'
import { searchProvisionedProducts } from './search-provisioned-products.ts'
import { terminateProvisionedProduct } from './terminate-provisioned-product.ts'

/** What the service offers; the operations that act through a product's handler get the handlers here. */
export const operations = (handlers: Handlers): OperationTable<Operations, OperationContext> => ({
  AssociatePrincipalWithPortfolio: associatePrincipalWithPortfolio,
  DescribePortfolio: describePortfolio,
  DescribeProduct: describeProduct,
  DescribeProductAsAdmin: describeProductAsAdmin,
  DescribeProductView: describeProductView,
  DescribeProvisionedProduct: describeProvisionedProduct,
  DescribeProvisioningArtifact: describeProvisioningArtifact(handlers),
  DescribeProvisioningParameters: describeProvisioningParameters(handlers),
  DescribeRecord: describeRecord,
  DisassociatePrincipalFromPortfolio: disassociatePrincipalFromPortfolio,
  GetProvisionedProductOutputs: getProvisionedProductOutputs,
  ListLaunchPaths: listLaunchPaths,
  ListPortfolios: listPortfolios,
  ListPortfoliosForProduct: listPortfoliosForProduct,
  ListPrincipalsForPortfolio: listPrincipalsForPortfolio,
  ListProvisioningArtifacts: listProvisioningArtifacts,
  ListRecordHistory: listRecordHistory,
  ProvisionProduct: provisionProduct(handlers),
  ScanProvisionedProducts: scanProvisionedProducts,
  SearchProducts: searchProducts,
  SearchProductsAsAdmin: searchProductsAsAdmin,
  SearchProvisionedProducts: searchProvisionedProducts,
  TerminateProvisionedProduct: terminateProvisionedProduct(handlers),
})
