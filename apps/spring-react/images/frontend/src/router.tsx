import { createBrowserRouter } from 'react-router-dom';
import { Shell } from './components/shell';
import { NotFound } from './pages/not-found';
import { SignIn } from './pages/sign-in';

/** Pages behind the sign-in are loaded when they are first asked for. */
export const router = createBrowserRouter([
  { path: '/sign-in', element: <SignIn /> },
  {
    path: '/',
    element: <Shell />,
    children: [
      { index: true, lazy: async () => ({ Component: (await import('./pages/overview')).Overview }) },
      { path: 'clients', lazy: async () => ({ Component: (await import('./pages/clients')).Clients }) },
      { path: 'clients/:id', lazy: async () => ({ Component: (await import('./pages/client')).Client }) },
      { path: '*', element: <NotFound /> },
    ],
  },
]);
