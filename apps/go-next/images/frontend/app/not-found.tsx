import Link from 'next/link';

export default function NotFound() {
  return (
    <main>
      <h1>Not found</h1>
      <p className="lead">There is no such page.</p>
      <Link href="/">All products</Link>
    </main>
  );
}
