import { QueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { useSession } from '../session';
import { ApiError, ask } from './http';
import { client, listOf, type NewClient, type NewPayment, pageOf, payment, signedIn, status, unit } from './schemas';

/** What has been asked for lately. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // What the server refuses, it refuses again.
      retry: (count, error) => count < 2 && !(error instanceof ApiError && error.status < 500),
    },
  },
});

const PAGE = 20;

export const fetchStatus = () => ask('GET', '/api/health', status);
export const fetchUnits = async () => (await ask('GET', '/api/v1/units', listOf(unit))).items;
export const fetchClient = (id: string) => ask('GET', `/api/v1/clients/${encodeURIComponent(id)}`, client);
export const fetchClients = (name: string, offset: number) =>
  ask('GET', `/api/v1/clients?${new URLSearchParams({ q: name, limit: `${PAGE}`, offset: `${offset}` })}`, pageOf(client));
export const fetchPayments = (clientId?: string) =>
  ask('GET', `/api/v1/payments?${new URLSearchParams({ limit: '100', ...(clientId && { client: clientId }) })}`, pageOf(payment));

export const addClient = (given: NewClient) => ask('POST', '/api/v1/clients', client, given);
export const removeClient = (id: string) => ask('DELETE', `/api/v1/clients/${id}`, z.void());
export const addPayment = (clientId: string, given: NewPayment) =>
  ask('POST', '/api/v1/payments', payment, { ...given, clientId });

export async function signIn(email: string, password: string): Promise<void> {
  const { accessToken, account } = await ask('POST', '/api/v1/auth/login', signedIn, { email, password });
  queries.clear();
  useSession.getState().begin(accessToken, account);
}

export async function signOut(): Promise<void> {
  await ask('POST', '/api/v1/auth/logout', z.void());
  useSession.getState().end();
  queries.clear();
}
