import { useQuery } from '@tanstack/react-query';
import type { Role } from '../../api/model';
import { userQueries } from './queries';
import { refusalFor, type Refusal } from './refusal';

/** Properties for a button whose action needs at least this role: none for who may take it. */
export const useMay = (needed: Role): Refusal => refusalFor(useQuery(userQueries.me()).data?.role, needed);
