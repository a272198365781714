import { lazy, Suspense, useEffect } from 'react';
import { useAccess } from '../../api/credentials';

const load = () => import('../../features/auth/login-dialog');
const LoginDialog = lazy(async () => ({ default: (await load()).LoginDialog }));

/** The login over the page. It loads ahead: a server that ends logins may be a newer one, which has another script. */
export function LoginAgain() {
  const { isRefused } = useAccess();
  // What fails to load now is asked for again when it is needed.
  useEffect(() => void load().catch(() => undefined), []);
  if (!isRefused) return null;
  return (
    <Suspense>
      <LoginDialog />
    </Suspense>
  );
}
