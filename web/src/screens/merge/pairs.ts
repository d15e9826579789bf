// Who of the one file is who of the other: a first guess, which a person corrects.
import type { FamilyFile, FileMember } from '@/screens/family/types.ts';
import { presentMembers } from '@/screens/family/data.ts';

/** Nobody: the member joins the file that stays. */
export const NOBODY = 'nobody';

/** Letters that two keyboards write differently, blanks and half blanks count nothing. */
const plain = (text: string | null): string => (text ?? '').replaceAll(/[\s‌]/gu, '').replaceAll('ي', 'ی').replaceAll('ك', 'ک').replaceAll('آ', 'ا');

const differ = (one: string | null, other: string | null): boolean => one !== null && other !== null && one !== other;

/** Two different national ids are two people. */
export const areTwo = (one: FileMember, other: FileMember): boolean => differ(one.national_id, other.national_id);

function alike(one: FileMember, other: FileMember): boolean {
  if (areTwo(one, other)) return false;
  if (one.national_id && one.national_id === other.national_id) return true;
  return plain(one.given_name) !== '' && plain(one.given_name) === plain(other.given_name) && !differ(one.birth_date?.iso ?? null, other.birth_date?.iso ?? null);
}

/** For each member of the file that goes, the member of the one that stays who seems to be the same person. */
export function guess(goes: FamilyFile, stays: FamilyFile): Record<string, string> {
  const taken = new Set<string>();
  const pairs: Record<string, string> = {};
  for (const member of presentMembers(goes)) {
    const same = presentMembers(stays).find((one) => !taken.has(one.id) && alike(member, one));
    if (same) taken.add(same.id);
    pairs[member.id] = same?.id ?? NOBODY;
  }
  return pairs;
}

/** Whether anything still runs in a file, so that it cannot go. */
export const hasOpenWork = (file: FamilyFile): boolean =>
  file.assignment !== null || file.open_referrals > 0 || file.tasks.some((task) => task.state !== 'done' && task.state !== 'declined');
