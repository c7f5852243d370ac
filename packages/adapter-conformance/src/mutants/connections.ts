import { setTimeout as wait } from 'node:timers/promises';
import {
  type Adapter,
  type PullPage,
  QuotaExhausted,
  ReconnectNeeded,
  RequestRefused,
  type TokenStore,
  Unavailable,
} from '@tamis/adapter';
import { broken, type Mutant } from './mutant.ts';

const KNOCKS = 60;
const IDLE_MS = 1000;

/** Mistakes with tokens, quotas, limits, tasks and what is declared. */
export const connectionMutants: readonly Mutant[] = [
  {
    name: 'makes a task each time it is asked',
    chapter: 'tasks',
    open: broken(({ createTasks }) => {
      let asked = 0;
      return {
        createTasks: async (drafts, signal) => {
          asked += 1;
          const sent = drafts.map((draft) => ({ ...draft, key: `${draft.key}:${asked}:${Math.random()}` }));
          const outcomes = await createTasks(sent, signal);
          return outcomes.map((outcome, place) => ({ ...outcome, key: drafts[place]?.key ?? '' }));
        },
      };
    }),
  },
  {
    name: 'says that it made a task about nobody',
    chapter: 'tasks',
    open: broken(({ createTasks }) => ({
      createTasks: async (drafts, signal) => {
        const outcomes = await createTasks(drafts, signal);
        return outcomes.map(({ key }) => ({ key, status: 'created', id: `task of ${key}` }));
      },
    })),
  },
  {
    name: 'refreshes for each call by itself',
    chapter: 'tokens',
    open: (open, ports) => ({
      ...open(ports),
      push: (request) => open({ ...ports, tokens: withoutLock(ports.tokens) }).push(request),
    }),
  },
  {
    name: 'loses the refresh token that came with a refresh',
    chapter: 'tokens',
    open: (open, ports) => open({ ...ports, tokens: keepingOldRefreshToken(ports.tokens) }),
  },
  {
    name: 'forgets when a token ends, and waits for the CRM to refuse it',
    chapter: 'tokens',
    open: (open, ports) => open({ ...ports, tokens: withoutEnd(ports.tokens) }),
  },
  {
    name: 'takes an uninstall for an outage',
    chapter: 'uninstall',
    open: (open, ports) =>
      mistaking(open(ports), ReconnectNeeded, async () => new Unavailable('The CRM is away.')),
  },
  {
    name: 'tells the token in an error',
    chapter: 'uninstall',
    open: (open, ports) =>
      mistaking(open(ports), ReconnectNeeded, async () => {
        const { accessToken } = await ports.tokens.read();
        return new ReconnectNeeded(`The token ${accessToken} is dead.`);
      }),
  },
  {
    name: 'fails where it had to pause',
    chapter: 'quota exhausted',
    open: (open, ports) =>
      mistaking(open(ports), QuotaExhausted, async () => new RequestRefused('Too many requests.', '429')),
  },
  {
    name: 'goes on knocking when the day is over',
    chapter: 'quota exhausted',
    open: broken(({ account, pull }) => ({
      pull: async function* (request) {
        try {
          yield* pull(request);
        } catch (error) {
          for (let knock = 0; knock < KNOCKS; knock += 1)
            await account(request.signal).catch((reason: unknown) => reason);
          throw error;
        }
      },
    })),
  },
  {
    name: 'counts on the next process to have another window',
    chapter: 'throttle',
    open: (open, ports) => inTurns(open(ports), open(ports)),
  },
  {
    name: 'reads everything on a second connection as well',
    chapter: 'throttle',
    open: (open, ports) => {
      const [one, other] = [open(ports), open(ports)];
      return { ...one, pull: (request) => beside(one.pull(request), other.pull(request)) };
    },
  },
  {
    name: 'idles between its requests',
    chapter: 'throttle',
    open: broken(({ push }) => ({
      push: async (request) => {
        await wait(IDLE_MS);
        return push(request);
      },
    })),
  },
  {
    name: 'leaves out associations that it does not know',
    chapter: 'absent capabilities',
    open: broken(({ pull }) => ({ pull: (request) => pull({ ...request, associations: [] }) })),
  },
  {
    name: 'does nothing about tasks and fields, and says nothing',
    chapter: 'absent capabilities',
    open: broken(({ capabilities }) => ({
      capabilities: { ...capabilities, tasks: false, provision: false },
      createTasks: async () => [],
      provision: async () => [],
    })),
  },
  {
    name: 'leaves out past values that nobody can read',
    chapter: 'absent capabilities',
    open: broken(({ pull }) => ({ pull: ({ history: _, ...request }) => pull(request) })),
  },
];

function withoutLock(tokens: TokenStore): TokenStore {
  return { read: () => tokens.read(), withLock: async (work) => work(await tokens.read()) };
}

function withoutEnd(tokens: TokenStore): TokenStore {
  return {
    read: async () => ({ ...(await tokens.read()), expiresAt: null }),
    withLock: (work) => tokens.withLock(work),
  };
}

function keepingOldRefreshToken(tokens: TokenStore): TokenStore {
  return {
    read: () => tokens.read(),
    withLock: (work) =>
      tokens.withLock(async (current) => ({ ...(await work(current)), refreshToken: current.refreshToken })),
  };
}

/** An adapter that throws something else where it had to throw `right`. */
function mistaking(
  sound: Adapter,
  right: abstract new (...parts: never[]) => Error,
  wrong: () => Promise<Error>,
): Adapter {
  const mistake = async (error: unknown): Promise<never> => {
    throw error instanceof right ? await wrong() : error;
  };
  return {
    ...sound,
    account: (signal) => sound.account(signal).catch(mistake),
    push: (request) => sound.push(request).catch(mistake),
    pull: async function* (request) {
      try {
        yield* sound.pull(request);
      } catch (error) {
        await mistake(error);
      }
    },
  };
}

/** Two connections that know nothing of each other's requests, one push each in turn. */
function inTurns(one: Adapter, other: Adapter): Adapter {
  let pushes = 0;
  return {
    ...one,
    push: (request) => {
      pushes += 1;
      return (pushes % 2 === 0 ? one : other).push(request);
    },
    close: async () => {
      await Promise.all([one.close(), other.close()]);
    },
  };
}

/** The first pages, while the others are read as well. */
async function* beside(pages: AsyncIterable<PullPage>, others: AsyncIterable<PullPage>) {
  const other = others[Symbol.asyncIterator]();
  for await (const page of pages) {
    await other.next();
    yield page;
  }
}
