import { useState } from 'react';
import { t } from '@/i18n/index.ts';
import { optionsOf } from '@/screens/family/options.ts';
import { DateField } from '@/ui/DateField.tsx';
import { ChoiceField, ComboField, TextArea, errorsOf } from '@/ui/index.ts';
import { ActForm, useAgencies } from './shared.tsx';
import type { ProgramCard, ShareItem, SharePart } from './types.ts';

export type ShareAct = { act: 'giveShare' } | { act: 'changeShare' | 'endShare'; share: ShareItem };

/** The part of an agency that is new, or put otherwise. */
function ShareForm({ program, share, onClose }: { program: ProgramCard; share?: ShareItem; onClose: () => void }) {
  const words = t.national;
  const agencies = useAgencies();
  const [agency, setAgency] = useState<string | null>(null);
  const [part, setPart] = useState<SharePart | null>(share?.part ?? 'partner');
  const [expected, setExpected] = useState(share?.expected ?? '');
  const [due, setDue] = useState<string | null>(share?.due_on?.iso ?? null);
  const label = share ? words.act.changeShare : words.act.giveShare;
  const path = share ? `/programs/${program.id}/shares/${share.id}/change` : `/programs/${program.id}/shares`;
  const body = { ...(share ? {} : { agency_id: agency }), part, expected: expected.trim(), due_on: due };
  return (
    <ActForm label={label} path={path} dayField={share ? 'changed_on' : 'given_on'} dayLabel={share ? words.on : words.shareSince} errors={errorsOf({ agency_id: !share && !agency && t.common.chooseOne, part: !part && t.common.chooseOne, expected: !expected.trim() && t.common.required })} body={body} onClose={onClose}>
      {share ? <p><bdi>{share.agency.name}</bdi></p> : <ComboField name="agency_id" label={words.agency} options={agencies} value={agency} onChange={setAgency} />}
      <ChoiceField name="part" label={words.sharePart} options={optionsOf(words.shareParts)} value={part} onChange={setPart} />
      <TextArea name="expected" label={words.expected} help={words.namesNobody} rows={3} maxLength={1000} value={expected} onChange={setExpected} />
      <DateField name="due_on" label={words.expectedBy} optional value={due} onChange={setDue} />
    </ActForm>
  );
}

function EndShareForm({ program, share, onClose }: { program: ProgramCard; share: ShareItem; onClose: () => void }) {
  const words = t.national;
  const [reason, setReason] = useState('');
  return (
    <ActForm label={words.act.endShare} path={`/programs/${program.id}/shares/${share.id}/end`} dayField="ended_on" errors={errorsOf({ reason: !reason.trim() && t.common.required })} body={{ reason: reason.trim() }} onClose={onClose}>
      <p><bdi>{words.sharer(share.agency.name ?? '', share.part ? words.shareParts[share.part] : '')}</bdi></p>
      <TextArea name="reason" label={words.reason} help={words.namesNobody} maxLength={1000} value={reason} onChange={setReason} />
    </ActForm>
  );
}

/** The form of what is to be done with the part of an agency. */
export function ShareActForm({ act, program, onClose }: { act: ShareAct; program: ProgramCard; onClose: () => void }) {
  switch (act.act) {
    case 'giveShare': return <ShareForm program={program} onClose={onClose} />;
    case 'changeShare': return <ShareForm program={program} share={act.share} onClose={onClose} />;
    case 'endShare': return <EndShareForm program={program} share={act.share} onClose={onClose} />;
  }
}
