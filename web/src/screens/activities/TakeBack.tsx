import { useCommand } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';
import { familyTitle } from '@/screens/family/data.ts';
import { Confirm, ProblemNote, toast } from '@/ui/index.ts';
import type { ActivityView, AttendanceItem } from './types.ts';

export const whoAttended = (row: AttendanceItem): string => (row.member ? (row.member.name ?? t.family.nameErased) : t.activities.byNumber);

/** An attendance that was recorded by mistake is taken back; the history keeps both. */
export function TakeBack({ activity, row, onClose }: { activity: ActivityView; row: AttendanceItem; onClose: () => void }) {
  const words = t.activities;
  const strike = useCommand<{ family_id: string; member_id: string | null }>(`/activities/${activity.id}/attendance/strike`, {
    onDone: () => {
      toast(words.takenBack);
      onClose();
    },
  });
  return (
    <Confirm title={words.takeBack} open danger confirmLabel={words.takeBack} pending={strike.pending} onConfirm={() => void strike.send({ family_id: row.family_id, member_id: row.member?.id ?? null })} onClose={onClose}>
      <p>
        <bdi className="strong">{familyTitle({ family_name: row.family_name, file_number: row.file_number ?? '' })}</bdi> · <bdi>{whoAttended(row)}</bdi>
        {row.persons === null ? null : ` · ${t.common.people(num(row.persons))}`}
      </p>
      <p className="soft">{words.takeBackHelp}</p>
      <ProblemNote problem={strike.problem} />
    </Confirm>
  );
}
