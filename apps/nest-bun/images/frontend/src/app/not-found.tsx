import Link from 'next/link';

export default function NotFound() {
  return (
    <main>
      <h1>Not found</h1>
      <p className="lead">There is no such page here.</p>
      <Link href="/" prefetch={false}>
        All products
      </Link>
    </main>
  );
}
