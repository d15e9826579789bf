import { t } from '@/i18n/index.ts';
import { digits, formatDate, num } from '@/lib/dates.ts';
import type { Action } from '@/screens/family/ActionDialog.tsx';
import type { FamilyFile } from '@/screens/family/types.ts';
import { Button, Card, Chip, Disclosure, LinkButton, Notice } from '@/ui/index.ts';

/** That this file was merged into another, which is where everything goes on. */
export function MergedNotice({ file }: { file: FamilyFile }) {
  const into = file.merged_into;
  if (!into) return null;
  return (
    <Notice tone="warn" title={t.merge.into(digits(into.file_number), formatDate(into.merged_on))} actions={<LinkButton small to="/families/$id" params={{ id: into.family_id }} search={{}}>{t.merge.openStaying}</LinkButton>}>
      <p>{t.merge.intoHelp}</p>
      {into.reason ? <p className="prose"><bdi>{into.reason}</bdi></p> : null}
    </Notice>
  );
}

/** Files that were merged into this one, each with the way back. */
export function FamilyMerges({ file, act }: { file: FamilyFile; act: ((action: Action) => void) | null }) {
  if (file.merges.length === 0) return null;
  return (
    <Card>
      <Disclosure summary={t.merge.merged} open={file.merges.some((one) => !one.undone_on)}>
        <ul className="cards">
          {file.merges.map((one) => (
            <li key={one.merge_id} className="stack-tight">
              <div className="cluster">
                <LinkButton small variant="quiet" to="/families/$id" params={{ id: one.family_id }} search={{}}>{t.merge.from(digits(one.file_number), formatDate(one.merged_on))}</LinkButton>
                {one.undone_on ? <Chip tone="quiet">{t.merge.undone(formatDate(one.undone_on))}</Chip> : <Chip>{t.merge.joined(num(one.joined.length))}</Chip>}
                {act && !one.undone_on ? (
                  <Button small variant="quiet" onPress={() => act({ title: t.merge.undo, path: `/merges/${one.merge_id}/undo`, submitLabel: t.merge.undo, explain: t.merge.undoHelp, text: { name: 'reason', label: t.family.reason, required: true } })}>{t.merge.undo}</Button>
                ) : null}
              </div>
              <p className="soft"><bdi>{one.by.name ?? t.family.someone}</bdi>{one.undone_reason ? <> · <bdi>{one.undone_reason}</bdi></> : null}</p>
            </li>
          ))}
        </ul>
      </Disclosure>
    </Card>
  );
}
