// Which requests can be written without a network, and what the server calls them. The same list stands in the server's `by_name.rs`; the
// simulation sends every one of them.

type Operation = { name: string; method: 'post' | 'put'; path: string };

/** `:id` is the family, `:part` the visit, service, entry or member. */
export const OPERATIONS: readonly Operation[] = [
  { name: 'record_visit', method: 'post', path: '/families/:id/visits' },
  { name: 'correct_visit', method: 'post', path: '/families/:id/visits/:part/correct' },
  { name: 'record_service', method: 'post', path: '/families/:id/services' },
  { name: 'correct_service', method: 'post', path: '/families/:id/services/:part/correct' },
  { name: 'record_assessment', method: 'post', path: '/families/:id/assessments' },
  { name: 'add_note', method: 'post', path: '/families/:id/notes' },
  { name: 'plan_entry', method: 'post', path: '/families/:id/calendar' },
  { name: 'move_entry', method: 'post', path: '/families/:id/calendar/:part/move' },
  { name: 'complete_entry', method: 'post', path: '/families/:id/calendar/:part/done' },
  { name: 'miss_entry', method: 'post', path: '/families/:id/calendar/:part/missed' },
  { name: 'cancel_entry', method: 'post', path: '/families/:id/calendar/:part/cancel' },
  { name: 'give_consent', method: 'post', path: '/families/:id/consent' },
  { name: 'refuse_consent', method: 'post', path: '/families/:id/consent/refuse' },
  { name: 'withdraw_consent', method: 'post', path: '/families/:id/consent/withdraw' },
  { name: 'join_member', method: 'post', path: '/families/:id/members' },
  { name: 'change_member', method: 'put', path: '/families/:id/members/:part' },
  { name: 'leave_member', method: 'post', path: '/families/:id/members/:part/leave' },
  { name: 'change_head', method: 'post', path: '/families/:id/head' },
  { name: 'change_address', method: 'post', path: '/families/:id/address' },
  { name: 'set_safe_contact', method: 'post', path: '/families/:id/safe-contact' },
  { name: 'add_category', method: 'post', path: '/families/:id/categories' },
  { name: 'remove_category', method: 'post', path: '/families/:id/categories/remove' },
  { name: 'record_coverage', method: 'post', path: '/families/:id/coverages' },
  { name: 'refer_to_commission', method: 'post', path: '/families/:id/referrals' },
  { name: 'refer_to_expert', method: 'post', path: '/families/:id/expert-referrals' },
  { name: 'answer_as_expert', method: 'post', path: '/families/:id/expert-referrals/:part/answer' },
];

const UUID = '([0-9a-f-]{36})';
const patterns = OPERATIONS.map((operation) => ({ ...operation, pattern: new RegExp(`^${operation.path.replace(':id', UUID).replace(':part', UUID)}$`) }));

/** What a file taken without a network asks for: the one operation with bytes beside its words. */
export const ADD_ATTACHMENT = 'add_attachment';

export type Asked = { operation: string; family_id: string; part_id: string | null };

/** What a request asks for, where it can be written without a network. */
export function askedBy(method: string, path: string): Asked | null {
  for (const { name, method: own, pattern } of patterns) {
    const found = own === method ? pattern.exec(path) : null;
    if (found?.[1]) return { operation: name, family_id: found[1], part_id: found[2] ?? null };
  }
  return null;
}

const REPLACES: Record<string, 'whole' | 'part'> = {
  change_address: 'whole',
  set_safe_contact: 'whole',
  change_head: 'whole',
  change_member: 'part',
  move_entry: 'part',
  correct_visit: 'part',
  correct_service: 'part',
};

/** What a piece of work changes; two with the same key follow each other, and one that waits for a person holds the later ones back. */
export function keyOf(work: { operation: string; family_id: string; part_id: string | null }): string | null {
  const kind = REPLACES[work.operation];
  if (!kind) return null;
  return `${work.family_id}:${work.operation}:${kind === 'part' ? (work.part_id ?? '') : ''}`;
}
