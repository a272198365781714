import { createStore, useStore } from './store';

const KEY = 'maestro-credentials';

export interface Credentials {
  user: string;
  /** The value of the Authorization header. */
  header: string;
}

export interface Access {
  credentials: Credentials | null;
  /** The server refuses them: nothing is sent until somebody has signed in anew, over the page as it is. */
  isRefused: boolean;
  /** Why the last credentials hold no longer, in words for who signs in again. */
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

const access = createStore<Access>({ credentials: load(), isRefused: false, reason: null });

export const currentAccess = access.get;
export const onAccessChange = access.subscribe;
export const useAccess = (): Access => useStore(access);

/** Keeps the credentials for this tab, or on this device when `remember` is set. */
export function keepCredentials(credentials: Credentials, remember: boolean): void {
  storeCredentials(credentials, remember);
  access.set({ credentials, isRefused: false, reason: null });
}

/** The same, for when the app is loaded the next time: nothing of this page goes on with them. */
export function storeCredentials(credentials: Credentials, remember: boolean): void {
  dropStored();
  (remember ? localStorage : sessionStorage).setItem(KEY, JSON.stringify(credentials));
}

export const isRemembered = (): boolean => localStorage.getItem(KEY) !== null;

export function forgetCredentials(reason: string | null): void {
  dropStored();
  access.set({ credentials: null, isRefused: false, reason });
}

/** The server refuses these; that is old news once there are others. */
export function refuseCredentials(refused: Credentials | null, reason: string): void {
  if (refused !== null && access.get().credentials === refused)
    access.set({ ...access.get(), isRefused: true, reason });
}

/** Waits while the server refuses the login: until that has changed, or the signal gives up. */
export function untilRenewed(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (access.get().isRefused && !signal.aborted) return;
      unfollow();
      signal.removeEventListener('abort', look);
      resolve();
    };
    const unfollow = access.subscribe(look);
    signal.addEventListener('abort', look);
    look();
  });
}

function dropStored(): void {
  sessionStorage.removeItem(KEY);
  localStorage.removeItem(KEY);
}
