import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from 'react-router-dom';
import { addPayment, fetchClient, fetchPayments, removeClient } from '../api/queries';
import { newPayment, type NewPayment } from '../api/schemas';
import { useForm } from '../components/form';
import { Button, Card, Field, Hint, Notice, Table } from '../components/ui';
import { day, money } from '../format';
import { useSession } from '../session';

/** One client, and what it paid. */
export function Client() {
  const { id = '' } = useParams();
  const mayWrite = useSession((session) => session.account?.role !== 'VIEWER');
  const client = useQuery({ queryKey: ['client', id], queryFn: () => fetchClient(id) });
  const payments = useQuery({ queryKey: ['payments', id], queryFn: () => fetchPayments(id) });
  if (client.error) return <Notice error={client.error} />;
  if (!client.data) return null;
  const { name, email, unit, currency, paid } = client.data;
  return (
    <>
      <div>
        <Link to="/clients" className="text-sm text-teal-800 hover:underline">
          ← Clients
        </Link>
        <h1 className="mt-1 text-2xl font-semibold tracking-tight">{name}</h1>
        <p className="text-sm text-stone-600">
          {email}, {unit}
        </p>
      </div>
      <div className="grid items-start gap-5 lg:grid-cols-[1fr_18rem]">
        <Card>
          <h2 className="mb-2 flex justify-between font-semibold">
            Payments <span className="tabular-nums">{money(paid, currency)}</span>
          </h2>
          <Notice error={payments.error} />
          <Table head={['Reference', 'Day', 'Amount']}>
            {payments.data?.items.map((payment) => (
              <tr key={payment.id}>
                <td>{payment.reference}</td>
                <td>{day(payment.paidAt)}</td>
                <td>{money(payment.amount, payment.currency)}</td>
              </tr>
            ))}
          </Table>
          {payments.data?.total === 0 && <Hint>Nothing was paid yet.</Hint>}
        </Card>
        {mayWrite && (
          <div className="space-y-5">
            <NewPaymentCard id={id} currency={currency} />
            <Remove id={id} />
          </div>
        )}
      </div>
    </>
  );
}

function NewPaymentCard({ id, currency }: { id: string; currency: string }) {
  const cache = useQueryClient();
  const { mutateAsync } = useMutation({
    mutationFn: (given: NewPayment) => addPayment(id, given),
    onSuccess: () => cache.invalidateQueries(),
  });
  const { onSubmit, problems, busy } = useForm(newPayment, mutateAsync);
  return (
    <Card>
      <h2 className="mb-3 font-semibold">New payment</h2>
      <form className="space-y-3" onSubmit={(event) => void onSubmit(event)} noValidate>
        <Field label={`Amount in ${currency}`} name="amount" inputMode="decimal" problem={problems.amount} />
        <Field label="Reference" name="reference" maxLength={100} problem={problems.reference} />
        <Notice error={problems.form} />
        <Button disabled={busy}>Add payment</Button>
      </form>
    </Card>
  );
}

function Remove({ id }: { id: string }) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => removeClient(id),
    onSuccess: () => {
      cache.removeQueries({ queryKey: ['client', id] });
      void cache.invalidateQueries();
      void navigate('/clients');
    },
  });
  return (
    <>
      <Notice error={error} />
      <button
        disabled={isPending}
        onClick={() => confirm('Delete this client and all its payments?') && mutate()}
        className="cursor-pointer text-sm text-red-700 underline disabled:opacity-50"
      >
        Delete this client
      </button>
    </>
  );
}
