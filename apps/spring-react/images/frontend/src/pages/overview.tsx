import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import { fetchPayments, fetchUnits } from '../api/queries';
import type { Payment, Unit } from '../api/schemas';
import { Card, Hint, Notice, Table } from '../components/ui';
import { day, money } from '../format';

/** The business units in sight, and what was paid lately. */
export function Overview() {
  const units = useQuery({ queryKey: ['units'], queryFn: fetchUnits });
  const payments = useQuery({ queryKey: ['payments'], queryFn: () => fetchPayments() });
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-tight">Overview</h1>
      <Notice error={units.error ?? payments.error} />
      <div className="grid gap-5 sm:grid-cols-2">
        {units.data?.map((unit) => (
          <UnitCard key={unit.code} unit={unit} />
        ))}
      </div>
      {units.data?.length === 0 && <Hint>There is no business unit yet; an administrator adds them.</Hint>}
      {payments.data && payments.data.total > 0 && <Latest payments={payments.data.items.slice(0, 10)} />}
    </>
  );
}

function UnitCard({ unit }: { unit: Unit }) {
  return (
    <Card>
      <h2 className="text-sm text-stone-500">{unit.name}</h2>
      <p className="mt-1 text-2xl font-semibold tabular-nums">{money(unit.paid, unit.currency)}</p>
      <p className="mt-1 text-sm text-stone-600">
        {unit.clients} clients, {unit.payments} payments
      </p>
    </Card>
  );
}

function Latest({ payments }: { payments: readonly Payment[] }) {
  return (
    <Card>
      <h2 className="mb-2 font-semibold">Latest payments</h2>
      <Table head={['Client', 'Unit', 'Reference', 'Day', 'Amount']}>
        {payments.map((payment) => (
          <tr key={payment.id}>
            <td>
              <Link to={`/clients/${payment.clientId}`} className="text-teal-800 hover:underline">
                {payment.client}
              </Link>
            </td>
            <td>{payment.unit}</td>
            <td>{payment.reference}</td>
            <td>{day(payment.paidAt)}</td>
            <td>{money(payment.amount, payment.currency)}</td>
          </tr>
        ))}
      </Table>
    </Card>
  );
}
