import { createStore, useStore } from './store';

const KEY = 'maestro-credentials';

export interface Credentials {
  user: string;
  /** The value of the Authorization header. */
  header: string;
}

export interface Access {
  credentials: Credentials | null;
  /** Why the last credentials were dropped, in words for the login page. */
  reason: string | null;
}

/** HTTP Basic with the user name and password in UTF-8 (RFC 7617). */
export function basicCredentials(user: string, password: string): Credentials {
  const bytes = new TextEncoder().encode(`${user}:${password}`);
  return { user, header: `Basic ${btoa(String.fromCharCode(...bytes))}` };
}

function isCredentials(value: unknown): value is Credentials {
  return (
    typeof value === 'object' &&
    value !== null &&
    'user' in value &&
    typeof value.user === 'string' &&
    'header' in value &&
    typeof value.header === 'string'
  );
}

function load(): Credentials | null {
  const text = sessionStorage.getItem(KEY) ?? localStorage.getItem(KEY);
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isCredentials(value) ? value : null;
  } catch {
    return null;
  }
}

const access = createStore<Access>({ credentials: load(), reason: null });

export const currentAccess = access.get;
export const onAccessChange = access.subscribe;
export const useAccess = (): Access => useStore(access);

/** Keeps the credentials for this tab, or on this device when `remember` is set. */
export function keepCredentials(credentials: Credentials, remember: boolean): void {
  dropStored();
  (remember ? localStorage : sessionStorage).setItem(KEY, JSON.stringify(credentials));
  access.set({ credentials, reason: null });
}

export function forgetCredentials(reason: string | null): void {
  dropStored();
  access.set({ credentials: null, reason });
}

function dropStored(): void {
  sessionStorage.removeItem(KEY);
  localStorage.removeItem(KEY);
}
