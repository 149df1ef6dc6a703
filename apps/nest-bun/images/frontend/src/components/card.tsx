import Link from 'next/link';
import type { Product } from '../lib/backend';
import { perUnit } from '../lib/price';
import { Photo } from './photo';

/** One product in the list. */
export function Card({ product }: { product: Product }) {
  return (
    <li>
      {/* Not fetched ahead: that would count as a view. */}
      <Link href={`/products/${product.id}`} prefetch={false}>
        <Photo product={product} />
        <strong>{product.name}</strong>
        <span className="price">{perUnit(product)}</span>
        <span className="hint">{product.views === null ? '–' : product.views} views</span>
      </Link>
    </li>
  );
}
