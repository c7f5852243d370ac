import type { RouteName } from '@tamis/api';
import {
  keepPreviousData,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { call, type Reply, type Request } from './call.ts';

/** How a route is read. */
export interface ReadOptions {
  /** Milliseconds after which it is read anew. */
  readonly again?: number;
  readonly enabled?: boolean;
  /** Shows the former answer while another request is under way. */
  readonly keep?: boolean;
}

/** Reads a route and keeps the answer; its key is the route with its request. */
export function useRead<N extends RouteName>(
  name: N,
  request: Request<N>,
  { again, enabled = true, keep = false }: ReadOptions = {},
): UseQueryResult<Reply<N>> {
  return useQuery<Reply<N>>({
    queryKey: [name, request],
    queryFn: ({ signal }) => call(name, request, signal),
    enabled,
    ...(keep ? { placeholderData: keepPreviousData as never } : {}),
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
