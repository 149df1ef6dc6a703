import Link from 'next/link';
import { pageSize, type Product } from '../lib/products';
import { DeleteProduct } from './delete-product';

interface Props {
  readonly products: readonly Product[];
  readonly total: number;
  readonly page: number;
}

const price = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' });
const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: 'UTC' });

export function ProductList({ products, total, page }: Props) {
  if (total === 0) return <p className="hint">No products yet. The first is yours.</p>;
  return (
    <>
      <ol className="products" aria-label="Products, newest first">
        {products.map(({ id, name, price_cents, created_at }) => (
          <li key={id}>
            <span className="name">{name}</span>
            <span className="price">{price.format(price_cents / 100)}</span>
            <time dateTime={created_at}>{day.format(new Date(created_at))}</time>
            <DeleteProduct id={id} name={name} />
          </li>
        ))}
      </ol>
      <Pages page={page} last={Math.ceil(total / pageSize)} />
    </>
  );
}

function Pages({ page, last }: { readonly page: number; readonly last: number }) {
  if (last <= 1) return null;
  return (
    <nav aria-label="Pages">
      {page > 1 ? <Link href={`/?page=${page - 1}`}>Newer</Link> : <span />}
      <span>
        Page {page} of {last}
      </span>
      {page < last ? <Link href={`/?page=${page + 1}`}>Older</Link> : <span />}
    </nav>
  );
}
