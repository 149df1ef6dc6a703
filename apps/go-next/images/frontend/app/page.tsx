import { redirect } from 'next/navigation';
import { AddProduct } from '../components/add-product';
import { Facts } from '../components/facts';
import { ProductList } from '../components/product-list';
import { Unavailable } from '../components/unavailable';
import { pageSize, readProducts } from '../lib/products';

interface Props {
  readonly searchParams: Promise<{ readonly page?: string | string[] }>;
}

export default async function Page({ searchParams }: Props) {
  const page = pageNumber((await searchParams).page);
  const listing = await readProducts(page);
  if (listing.unavailable === undefined && page > 1 && listing.products.length === 0) {
    redirect(`/?page=${Math.max(1, Math.ceil(listing.total / pageSize))}`);
  }
  return (
    <>
      <header>
        <h1>Products</h1>
        <p className="lead">Next.js asks Go, Go asks Postgres; each in a container of its own.</p>
        <Facts listing={listing} />
      </header>
      <main>
        <AddProduct />
        {listing.unavailable === undefined ? (
          <ProductList products={listing.products} total={listing.total} page={page} />
        ) : (
          <Unavailable name={listing.unavailable} />
        )}
      </main>
      <footer>
        The same data as JSON: <a href="/api/products">/api/products</a>
      </footer>
    </>
  );
}

function pageNumber(given: string | string[] | undefined): number {
  return typeof given === 'string' && /^[1-9][0-9]{0,3}$/.test(given) ? Number(given) : 1;
}
