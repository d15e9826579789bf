import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { t } from '@/i18n/index.ts';
import { today } from '@/lib/dates.ts';
import { FamilyScreen, useFamilyCommand } from '@/screens/family/FamilyForm.tsx';
import type { FamilyFile } from '@/screens/family/types.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Card, Form, LinkButton, Notice, errorsOf } from '@/ui/index.ts';
import { ChooseCaseworker } from './ChooseCaseworker.tsx';

function AssignForm({ file }: { file: FamilyFile }) {
  const [caseworker, setCaseworker] = useState<string | null>(null);
  const [on, setOn] = useState<string | null>(today());
  const assign = useFamilyCommand<{ caseworker_id: string | null; starts_on: string | null }>(file, '/assign', { said: t.manager.assigned });
  return (
    <Card>
      {file.consent === 'given' ? null : <Notice tone="warn" title={t.problems.byCode['consent_not_asked']?.({}) ?? ''} actions={<LinkButton small to="/families/$id/consent" params={{ id: file.id }}>{t.caseworker.steps.consent}</LinkButton>} />}
      {file.tier === 'harmed' ? null : <Notice tone="warn" title={t.problems.byCode['family_not_harmed']?.({}) ?? ''} />}
      <p className="soft">{t.manager.assignHelp}</p>
      <Form
        label={t.caseworker.steps.assign}
        submitLabel={t.caseworker.steps.assign}
        pending={assign.pending}
        problem={assign.problem}
        fieldErrors={assign.fieldErrors}
        validate={() => errorsOf({ caseworker_id: !caseworker && t.common.chooseOne, starts_on: !on && t.common.dateMissing })}
        onSubmit={() => void assign.send({ caseworker_id: caseworker, starts_on: on })}
      >
        <ChooseCaseworker family={file.id} value={caseworker} onChange={setCaseworker} />
        <DateField name="starts_on" label={t.manager.startsOn} value={on} onChange={setOn} max={today()} />
      </Form>
    </Card>
  );
}

/** Give a harmed family to a caseworker for a year. */
export function Assign() {
  const { id } = useParams({ from: '/shell/center/assign/$id' });
  return <FamilyScreen id={id} title={t.caseworker.steps.assign}>{(file) => (file.assignment ? <Notice title={t.problems.byCode['family_has_caseworker']?.({}) ?? ''} /> : <AssignForm file={file} />)}</FamilyScreen>;
}
