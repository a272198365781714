import { useQuery } from '@tanstack/react-query';
import { userQueries } from './queries';
import { refusalFor, type Refusal, type Thing } from './refusal';

/** Properties for a control that changes this: none for who may, disabled with the reason for others. */
export const useMay = (thing: Thing): Refusal =>
  refusalFor(useQuery(userQueries.session()).data?.role ?? undefined, thing);
