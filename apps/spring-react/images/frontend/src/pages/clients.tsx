import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { addClient, fetchClients, fetchUnits } from '../api/queries';
import { newClient } from '../api/schemas';
import { useForm } from '../components/form';
import { Button, Card, Choice, Field, Hint, Notice, Table } from '../components/ui';
import { day, money } from '../format';
import { useSession } from '../session';

/** The clients in sight: a search, a list that grows, and a form for one more. */
export function Clients() {
  const [name, setName] = useState('');
  const role = useSession((session) => session.account?.role);
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['clients', name],
    queryFn: ({ pageParam }) => fetchClients(name, pageParam),
    initialPageParam: 0,
    getNextPageParam: (last, all) => {
      const shown = all.reduce((sum, { items }) => sum + items.length, 0);
      return shown < last.total ? shown : undefined;
    },
    placeholderData: keepPreviousData,
  });
  const clients = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-tight">Clients</h1>
      <div className="grid items-start gap-5 lg:grid-cols-[1fr_18rem]">
        <Card className="space-y-3">
          <Field label="Name contains" type="search" value={name} onChange={(event) => setName(event.target.value)} />
          <Notice error={error} />
          <Table head={['Name', 'Unit', 'Since', 'Paid']}>
            {clients.map((client) => (
              <tr key={client.id}>
                <td>
                  <Link to={`/clients/${client.id}`} className="font-medium text-teal-800 hover:underline">
                    {client.name}
                  </Link>
                  <span className="block text-xs text-stone-500">{client.email}</span>
                </td>
                <td>{client.unit}</td>
                <td>{day(client.createdAt)}</td>
                <td>{money(client.paid, client.currency)}</td>
              </tr>
            ))}
          </Table>
          {data && clients.length === 0 && <Hint>No client is called so.</Hint>}
          {hasNextPage && (
            <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              Show more
            </Button>
          )}
        </Card>
        {role !== 'VIEWER' && <NewClient />}
      </div>
    </>
  );
}

function NewClient() {
  const seesAll = useSession((session) => session.account?.unit === null);
  const units = useQuery({ queryKey: ['units'], queryFn: fetchUnits, enabled: seesAll });
  const cache = useQueryClient();
  const { mutateAsync } = useMutation({ mutationFn: addClient, onSuccess: () => cache.invalidateQueries() });
  const { onSubmit, problems, busy } = useForm(newClient, mutateAsync);
  return (
    <Card>
      <h2 className="mb-3 font-semibold">New client</h2>
      <form className="space-y-3" onSubmit={(event) => void onSubmit(event)} noValidate>
        <Field label="Name" name="name" maxLength={200} problem={problems.name} />
        <Field label="E-mail address" name="email" type="email" maxLength={200} problem={problems.email} />
        {seesAll && (
          <Choice label="Unit" name="unit" problem={problems.unit}>
            {units.data?.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </Choice>
        )}
        <Notice error={problems.form} />
        <Button disabled={busy}>Add client</Button>
      </form>
    </Card>
  );
}
