import { createStore, useStore } from './store';

export type Connection = 'online' | 'away';

const connection = createStore<Connection>('online');

export const reportReachable = (): void => connection.set('online');
export const reportAway = (): void => connection.set('away');
export const useConnection = (): Connection => useStore(connection);

/** Calls back each time the server answers again after it was away. */
export const onReachable = (listener: () => void): (() => void) =>
  connection.subscribe(() => {
    if (connection.get() === 'online') listener();
  });
