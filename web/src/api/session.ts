import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { groupsOf } from '@/i18n/groups.ts';
import { loadTexts } from '@/i18n/index.ts';
import { setToday } from '@/lib/dates.ts';
import { forgetDrafts } from '@/lib/drafts.ts';
import { hasPhone, phone } from '@/phone/hint.ts';
import { api } from './client.ts';
import { forgetPosition } from './position.ts';
import { ApiProblem } from './problem.ts';
import { queryClient } from './query.ts';
import type { Meta, Role, SessionView, User } from './types.ts';

const SESSION_KEY = ['session'] as const;
const META_KEY = ['meta'] as const;

/** The answer's account and scope as one person. */
export function userOf({ user_id, username, display_name, roles, scope, second_factor, password_length_min }: SessionView): User {
  return { id: user_id, username, display_name, roles, second_factor, password_length_min, ...scope };
}

let half: SessionView | null = null;

/** A session found at the start that still lacks its second factor; nobody is signed in by it. */
export const halfSession = (): SessionView | null => half;

async function readSession(): Promise<User | null> {
  const user = await askSession();
  // Rights may have grown while screens are open: the menu then speaks of more.
  if (user) await loadTexts(groupsOf(user.roles));
  return user;
}

async function askSession(): Promise<User | null> {
  try {
    const view = await api.get<SessionView | User>('/session');
    // A person that the phone remembers, without a network.
    if ('id' in view) return view;
    half = view.step ? view : null;
    const user = view.step ? null : userOf(view);
    if (user && hasPhone()) await (await phone()).keepUser(user);
    return user;
  } catch (error) {
    // On an open phone work goes on; it is sent once its person has signed in again.
    if (error instanceof ApiProblem && error.status === 401) return hasPhone() ? (await phone()).localUser() : null;
    throw error;
  }
}

async function readMeta(): Promise<Meta> {
  const meta = await api.get<Meta>('/meta');
  if (!hasPhone()) {
    setToday(meta.today.iso);
    return meta;
  }
  const { isAway, keepMeta, localToday } = await phone();
  setToday(isAway() ? localToday() : meta.today.iso);
  if (!isAway()) await keepMeta(meta);
  return meta;
}

const sessionOptions = { queryKey: SESSION_KEY, queryFn: readSession, staleTime: Infinity, meta: { streams: ['account'] as const } };
const metaOptions = { queryKey: META_KEY, queryFn: readMeta, staleTime: 600_000 };

/** Who is signed in; null when nobody is. */
export const useSession = (): UseQueryResult<User | null, ApiProblem> => useQuery(sessionOptions);
export const useMeta = (): UseQueryResult<Meta, ApiProblem> => useQuery(metaOptions);

/** Before anything is drawn: whether this is a demo, and which day it is for the server. */
export const readyMeta = (): Promise<Meta> => queryClient.ensureQueryData(metaOptions);

/** For the router's guards, before anything is drawn. */
export const currentUser = (): Promise<User | null> => queryClient.ensureQueryData(sessionOptions);

/** The signed-in person, inside the shell, where there always is one. */
export function useUser(): User {
  const { data } = useSession();
  if (!data) throw new Error('useUser is for screens inside the shell');
  return data;
}

export const hasRole = (user: User, ...roles: readonly Role[]): boolean => roles.some((r) => user.roles.includes(r));

/** Name and password; the answer's `step` says whether a second factor comes next. Nobody is signed in before `entered`. */
export const signIn = (username: string, password: string): Promise<SessionView> => api.post<SessionView>('/session', { username, password });

/** A whole session becomes the app's. */
export function entered(view: SessionView): User {
  const user = userOf(view);
  half = null;
  const before = queryClient.getQueryData<User | null>(SESSION_KEY);
  // Another person at the same browser must not see what the first one loaded.
  if (before && before.id !== user.id) queryClient.removeQueries({ predicate: (q) => q.queryKey[0] !== 'session' && q.queryKey[0] !== 'meta' });
  queryClient.setQueryData(SESSION_KEY, user);
  if (hasPhone()) void phone().then(({ keepUser }) => keepUser(user));
  return user;
}

export async function signOut(): Promise<void> {
  if (hasPhone()) await (await phone()).leave();
  await api.delete('/session').catch(() => undefined);
  forgetPosition();
  forgetDrafts();
  queryClient.clear();
}
