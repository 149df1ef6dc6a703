import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { Photo } from '../../../components/photo';
import { PhotoUpload } from '../../../components/photo-upload';
import { RemoveProduct } from '../../../components/remove-product';
import { product } from '../../../lib/backend';
import { perUnit } from '../../../lib/price';

interface Props {
  readonly params: Promise<{ readonly id: string }>;
}

// Each question counts as a view, and the title and the page both ask.
const ask = cache(product);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { data } = await ask((await params).id);
  return { title: data?.name ?? 'Product' };
}

/** One product. */
export default async function ProductPage({ params }: Props) {
  const { data, problem, status } = { status: 200, ...(await ask((await params).id)) };
  if (status === 404) notFound();

  return (
    <>
      <nav>
        <Link href="/" prefetch={false}>
          ← All products
        </Link>
      </nav>
      <main>
        {data ? (
          <article className="product">
            <Photo product={data} />
            <h1>{data.name}</h1>
            <p className="price">{perUnit(data)}</p>
            <p className="hint">
              {data.views === null ? 'Views are not counted right now.' : `Views: ${data.views}`}
            </p>
            <PhotoUpload id={data.id} />
            <RemoveProduct id={data.id} />
          </article>
        ) : (
          <p className="problem" role="alert">
            The product cannot be shown: {problem}.
          </p>
        )}
      </main>
    </>
  );
}
