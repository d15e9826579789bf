import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { t } from '@/i18n/index.ts';
import { today } from '@/lib/dates.ts';
import { FamilyScreen, useFamilyCommand } from '@/screens/family/FamilyForm.tsx';
import { optionsOf, written } from '@/screens/family/options.ts';
import type { CloseReason, FamilyFile } from '@/screens/family/types.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Card, Form, SelectField, TextArea, errorsOf } from '@/ui/index.ts';

function CloseForm({ file }: { file: FamilyFile }) {
  const [reason, setReason] = useState<CloseReason | null>(null);
  const [note, setNote] = useState('');
  const [on, setOn] = useState<string | null>(today());
  const close = useFamilyCommand<{ reason: CloseReason | null; note: string | null; closed_on: string | null }>(file, '/close', { guarded: true, said: t.manager.closed });
  return (
    <Card>
      <p className="soft">{t.manager.closeHelp}</p>
      <Form
        label={t.manager.closeCase}
        submitLabel={t.manager.closeCase}
        pending={close.pending}
        problem={close.problem}
        fieldErrors={close.fieldErrors}
        validate={() => errorsOf({ reason: !reason && t.common.chooseOne, closed_on: !on && t.common.dateMissing })}
        onSubmit={() => void close.send({ reason, note: written(note), closed_on: on })}
      >
        <SelectField name="reason" label={t.family.reason} options={optionsOf(t.family.closeReason)} value={reason} onChange={setReason} />
        <TextArea name="note" label={t.caseworker.remark} optional rows={3} value={note} onChange={setNote} />
        <DateField name="closed_on" label={t.caseworker.onDay} value={on} onChange={setOn} max={today()} min={file.identified_on.iso} />
      </Form>
    </Card>
  );
}

/** Close a case, with its reason. */
export function Close() {
  const { id } = useParams({ from: '/shell/families/$id/close' });
  return <FamilyScreen id={id} title={t.manager.closeCase}>{(file) => <CloseForm file={file} />}</FamilyScreen>;
}
