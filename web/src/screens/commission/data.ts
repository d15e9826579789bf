import { useApi } from '@/api/index.ts';
import type { Agenda, AgendaCase, AgendaSession, Attendee, Commission, CommissionCard } from './types.ts';

/** Sessions not over, the latest of those that are, and the referrals on no agenda. */
export const useAgenda = (commission: string) => useApi<Agenda>(`/commissions/${commission}/agenda`, { streams: ['commission', 'family'] });

export const useCommissions = () => useApi<{ items: CommissionCard[] }>('/commissions', { streams: ['commission', 'family'] });

/** Seated members present; a caseworker comes with a case and does not count, nor does who stands aside from the case. */
export function countedPresent(commission: Commission, present: readonly Attendee[], aside: readonly string[] = []): number {
  const seated = new Set(commission.participants.map((p) => p.id));
  return present.filter((one) => one.kind !== 'caseworker' && seated.has(one.person_id) && !aside.includes(one.person_id)).length;
}

export const hasQuorum = (commission: Commission, present: readonly Attendee[], aside: readonly string[] = []): boolean => countedPresent(commission, present, aside) >= commission.quorum;

/** A case is decided with its caseworker; the center manager presents a family that has none. */
export function presenterPresent(one: Pick<AgendaCase, 'caseworker'>, present: readonly Attendee[]): boolean {
  const { caseworker } = one;
  if (caseworker) return present.some((p) => p.kind === 'caseworker' && p.person_id === caseworker.id);
  return present.some((p) => p.kind === 'center_manager');
}

export const isLive = (session: AgendaSession): boolean => session.state === 'called' || session.state === 'open';

/** The caseworkers of an agenda's cases, each once. */
export function caseworkersOf(session: AgendaSession): { id: string; name: string | null }[] {
  const found = new Map<string, { id: string; name: string | null }>();
  for (const { caseworker } of session.cases) if (caseworker) found.set(caseworker.id, caseworker);
  return [...found.values()];
}
