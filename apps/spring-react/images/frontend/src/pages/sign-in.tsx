import { Navigate, useLocation } from 'react-router-dom';
import { signIn } from '../api/queries';
import { credentials } from '../api/schemas';
import { useForm } from '../components/form';
import { Logo } from '../components/logo';
import { Button, Card, Field, Notice } from '../components/ui';
import { useSession } from '../session';

export function SignIn() {
  const account = useSession((session) => session.account);
  const from = (useLocation().state as { from?: string } | null)?.from ?? '/';
  const { onSubmit, problems, busy } = useForm(credentials, ({ email, password }) => signIn(email, password));

  if (account !== null) return <Navigate to={from} replace />;
  return (
    <main className="mx-auto flex min-h-screen max-w-sm flex-col justify-center gap-6 px-5">
      <Logo />
      <Card>
        <h1 className="mb-4 text-xl font-semibold">Sign in</h1>
        <form className="space-y-4" onSubmit={(event) => void onSubmit(event)} noValidate>
          <Field label="E-mail address" name="email" type="email" autoComplete="username" autoFocus problem={problems.email} />
          <Field
            label="Password"
            name="password"
            type="password"
            autoComplete="current-password"
            problem={problems.password}
          />
          <Notice error={problems.form} />
          <Button disabled={busy} className="w-full">
            Sign in
          </Button>
        </form>
      </Card>
    </main>
  );
}
