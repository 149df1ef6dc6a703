import type { Product } from '../lib/backend';

/** The photo of a product, or the first letter of its name. */
export function Photo({ product }: { product: Product }) {
  return product.photo ? (
    <img className="photo" src={`/api${product.photo}`} alt={product.name} />
  ) : (
    <span className="photo none" aria-hidden="true">
      {product.name.slice(0, 1)}
    </span>
  );
}
