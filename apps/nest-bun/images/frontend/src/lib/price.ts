import type { Product } from './backend';

const price = new Intl.NumberFormat('vi-VN', { style: 'currency', currency: 'VND' });

/** Such as `12.000 ₫ / bunch`. */
export function perUnit(product: Pick<Product, 'price' | 'unit'>): string {
  return `${price.format(product.price)} / ${product.unit}`;
}
