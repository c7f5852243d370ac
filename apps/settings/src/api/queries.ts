import type { RouteName } from '@tamis/api';
import { type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call, type Reply, type Request } from './call.ts';

/** Reads a route and keeps the answer; `again` reads it anew every so many milliseconds. */
export function useRead<N extends RouteName>(
  name: N,
  request: Request<N>,
  { again, enabled = true }: { readonly again?: number; readonly enabled?: boolean } = {},
): UseQueryResult<Reply<N>> {
  return useQuery({
    queryKey: [name, request],
    queryFn: ({ signal }) => call(name, request, signal),
    enabled,
    placeholderData: (previous: Reply<N> | undefined) => previous,
    ...(again === undefined ? {} : { refetchInterval: again }),
  });
}

/** Calls a route that changes something; then everything named in `refreshes` is read anew. */
export function useChange<N extends RouteName>(name: N, refreshes: readonly RouteName[]) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: Request<N>) => call(name, request),
    onSuccess: async () => {
      await Promise.all(refreshes.map((route) => client.invalidateQueries({ queryKey: [route] })));
    },
  });
}
