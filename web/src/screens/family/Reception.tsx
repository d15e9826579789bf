import { t } from '@/i18n/index.ts';
import { formatDate, type ServerDate } from '@/lib/dates.ts';
import { Chip, type Tone } from '@/ui/index.ts';
import type { Reception } from './types.ts';

const TONES: Record<Reception, Tone> = { waiting: 'quiet', accepted: 'info', returned: 'warn' };

export function ReceptionChip({ reception }: { reception: Reception }) {
  return <Chip tone={TONES[reception]}>{t.referral.reception[reception]}</Chip>;
}

/** The commission's term, in words: until when, or that it is over. */
export function AnswerBy({ by, overdue }: { by: ServerDate | null; overdue: boolean }) {
  if (!by) return null;
  return <Chip tone={overdue ? 'bad' : 'quiet'} icon={overdue ? 'alert' : 'clock'}>{overdue ? t.referral.answerOver(formatDate(by)) : t.referral.answerBy(formatDate(by))}</Chip>;
}
