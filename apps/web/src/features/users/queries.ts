import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, body, page } from '../../api/client';
import { currentAccess, refuseCredentials } from '../../api/credentials';
import { ApiError } from '../../api/errors';
import type { NewUser } from '../../api/model';

export const USERS_PER_PAGE = 100;

export interface UserSearch {
  search: string;
  page: number;
}

export const userQueries = {
  /** Known before the first page shows: the door of the app puts it here. */
  session: () =>
    queryOptions({
      queryKey: ['session'],
      queryFn: async ({ signal }) => {
        const { credentials } = currentAccess();
        const session = await body(api.GET('/api/session', { signal }));
        if (session.authenticated) return session;
        // It answers without a login, too; what the page knows of its user is not to be lost by that.
        const reason = 'The server no longer accepts this login.';
        refuseCredentials(credentials, reason);
        throw new ApiError(401, 'Login needed', reason);
      },
      staleTime: 5 * 60_000,
    }),
  page: ({ search, page: number }: UserSearch) =>
    queryOptions({
      queryKey: ['users', search, number],
      queryFn: ({ signal }) =>
        page(
          api.GET('/api/users', {
            params: { query: { page: number, per_page: USERS_PER_PAGE, sort: 'username', ...(search && { search }) } },
            signal,
          }),
        ),
    }),
};

export function useSaveUser(id: number | null) {
  const queries = useQueryClient();
  return useMutation({
    meta: { shownInline: true },
    mutationFn: ({ password, ...input }: NewUser) =>
      body(
        id === null
          ? api.POST('/api/users', { body: { ...input, password } })
          : api.PUT('/api/users/{id}', {
              params: { path: { id } },
              body: password === '' ? input : { ...input, password },
            }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['users'] }),
  });
}

export function useDeleteUser() {
  const queries = useQueryClient();
  return useMutation({
    meta: { shownInline: true },
    mutationFn: (id: number) => body(api.DELETE('/api/users/{id}', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['users'] }),
  });
}

export function useChangePassword() {
  return useMutation({
    meta: { shownInline: true },
    mutationFn: (input: { current_password: string; new_password: string }) =>
      body(api.PUT('/api/me/password', { body: input })),
    // Also when the dialog is closed by then: the old password would be refused from now on.
    onSuccess: () =>
      refuseCredentials(currentAccess().credentials, 'The password is changed. Sign in with the new one.'),
  });
}
