import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link, Navigate, NavLink, Outlet, useLocation } from 'react-router-dom';
import { renew } from '../api/http';
import { fetchStatus, signOut } from '../api/queries';
import { mayHaveSession, useSession } from '../session';
import { Logo } from './logo';

/** What is around every page behind the sign-in; leads there who is not signed in. */
export function Shell() {
  const { account, tried, end } = useSession();
  const { pathname } = useLocation();

  useEffect(() => {
    if (tried) return;
    if (mayHaveSession()) void renew();
    else end();
  }, [tried, end]);

  if (!tried) return null;
  if (account === null) return <Navigate to="/sign-in" state={{ from: pathname }} replace />;
  return (
    <div className="mx-auto flex min-h-screen max-w-5xl flex-col px-5">
      <header className="flex flex-wrap items-center gap-x-6 gap-y-2 py-5">
        <Link to="/">
          <Logo />
        </Link>
        <nav className="flex gap-1 text-sm font-medium">
          <Tab to="/">Overview</Tab>
          <Tab to="/clients">Clients</Tab>
        </nav>
        <div className="ml-auto flex items-center gap-4 text-sm">
          <span className="text-right leading-tight">
            {account.name}
            <span className="block text-xs text-stone-500">
              {account.role.toLowerCase()}, {account.unit ?? 'all units'}
            </span>
          </span>
          <button className="cursor-pointer text-teal-800 underline" onClick={() => void signOut()}>
            Sign out
          </button>
        </div>
      </header>
      <main className="flex-1 space-y-5 pb-8">
        <Outlet />
      </main>
      <Footer />
    </div>
  );
}

function Tab({ to, children }: { to: string; children: string }) {
  return (
    <NavLink
      to={to}
      end={to === '/'}
      className={({ isActive }) =>
        `rounded-lg px-3 py-1.5 ${isActive ? 'bg-teal-700/10 text-teal-900' : 'text-stone-600 hover:text-stone-900'}`
      }
    >
      {children}
    </NavLink>
  );
}

function Footer() {
  const { data } = useQuery({ queryKey: ['status'], queryFn: fetchStatus, refetchInterval: 15_000 });
  if (!data) return null;
  const { version, environment, instance, dependencies } = data;
  return (
    <footer className="border-t border-stone-200 py-4 text-xs text-stone-500">
      Version {version} in {environment}, answered by {instance}
      {Object.entries(dependencies).map(([name, state]) => (
        <span key={name} className={`ml-3 ${state === 'ok' ? 'text-teal-700' : 'text-red-700'}`}>
          ● {name} {state}
        </span>
      ))}
    </footer>
  );
}
