'use client';

interface Props {
  readonly reset: () => void;
}

export default function Failure({ reset }: Props) {
  return (
    <main>
      <h1>That did not work</h1>
      <p className="lead">The page could not be made. The log has the reason.</p>
      <button onClick={reset}>Try again</button>
    </main>
  );
}
