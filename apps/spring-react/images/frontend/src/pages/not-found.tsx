import { Link } from 'react-router-dom';

export function NotFound() {
  return (
    <div className="py-16 text-center">
      <h1 className="text-2xl font-semibold">There is no such page</h1>
      <Link to="/" className="mt-3 inline-block text-teal-800 underline">
        To the overview
      </Link>
    </div>
  );
}
