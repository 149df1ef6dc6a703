import { connection } from 'next/server';
import { AddProduct } from '../components/add-product';
import { Card } from '../components/card';
import { Facts } from '../components/facts';
import { health, products } from '../lib/backend';

/** What the shop sells. */
export default async function Shop() {
  await connection(); // rendered for each request, not when the image is built
  const [page, states] = await Promise.all([products(), health()]);
  const all = page.data?.products ?? [];

  return (
    <>
      <header>
        <h1>Rausachcore</h1>
        <p className="lead">Clean vegetables, from the field to the kitchen.</p>
        <Facts total={page.data?.total} states={states} />
      </header>
      <main>
        {page.problem && (
          <p className="problem" role="alert">
            The products cannot be shown: {page.problem}.
          </p>
        )}
        {page.data?.total === 0 && <p className="hint">Nothing to sell yet.</p>}
        <ul className="cards" aria-label="Products">
          {all.map((product) => (
            <Card key={product.id} product={product} />
          ))}
        </ul>
        <AddProduct />
      </main>
      <footer>
        Next.js on {process.versions.bun ? `Bun ${process.versions.bun}` : `Node.js ${process.versions.node}`}{' '}
        · the same data as JSON: <a href="/api/products">/api/products</a>
      </footer>
    </>
  );
}
