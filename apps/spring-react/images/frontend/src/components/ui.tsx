import type { ComponentProps, ReactNode } from 'react';

export function Card({ children, className = '' }: { children: ReactNode; className?: string }) {
  return <section className={`min-w-0 rounded-xl border border-stone-200 bg-white p-5 shadow-xs ${className}`}>{children}</section>;
}

export function Button({ className = '', ...props }: ComponentProps<'button'>) {
  return (
    <button
      className={`cursor-pointer rounded-lg bg-teal-700 px-4 py-2 text-sm font-semibold text-white hover:bg-teal-800 disabled:cursor-default disabled:opacity-50 ${className}`}
      {...props}
    />
  );
}

const control =
  'mt-1 w-full rounded-lg border border-stone-300 bg-white px-3 py-2 text-sm focus:border-teal-700 focus:outline-2 focus:outline-teal-700/30';

interface Labelled {
  readonly label: string;
  readonly problem?: string;
}

/** A field of a form, with what is wrong with it below. */
export function Field({ label, problem, ...props }: ComponentProps<'input'> & Labelled) {
  return (
    <label className="block text-sm font-medium text-stone-700">
      {label}
      <input className={control} aria-invalid={problem !== undefined} {...props} />
      <Problem>{problem}</Problem>
    </label>
  );
}

export function Choice({ label, problem, ...props }: ComponentProps<'select'> & Labelled) {
  return (
    <label className="block text-sm font-medium text-stone-700">
      {label}
      <select className={control} aria-invalid={problem !== undefined} {...props} />
      <Problem>{problem}</Problem>
    </label>
  );
}

function Problem({ children }: { children?: ReactNode }) {
  return children && <span className="mt-1 block text-xs font-normal text-red-700">{children}</span>;
}

/** Something that went wrong, for the whole of what it stands in. */
export function Notice({ error }: { error: unknown }) {
  if (!error) return null;
  const text = error instanceof Error ? error.message : String(error);
  return (
    <p role="alert" className="rounded-lg border border-red-200 bg-red-50 px-4 py-3 text-sm text-red-800">
      That did not work: {text}.
    </p>
  );
}

export function Table({ head, children }: { head: readonly string[]; children: ReactNode }) {
  return (
    <div className="overflow-x-auto">
      <table className="w-full text-left text-sm">
        <thead className="border-b border-stone-200 text-xs text-stone-500">
          <tr>
            {head.map((title, at) => (
              <th key={title} className={`px-3 py-2 font-medium ${at === head.length - 1 ? 'text-right' : ''}`}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-stone-100 [&_td]:px-3 [&_td]:py-2.5 [&_td]:whitespace-nowrap [&_td:last-child]:text-right [&_td:last-child]:tabular-nums">
          {children}
        </tbody>
      </table>
    </div>
  );
}

export function Hint({ children }: { children: ReactNode }) {
  return <p className="py-6 text-center text-sm text-stone-500">{children}</p>;
}
