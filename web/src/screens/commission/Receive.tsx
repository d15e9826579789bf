import { useState } from 'react';
import { useCommand } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, today } from '@/lib/dates.ts';
import { optionsOf } from '@/screens/family/options.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Button, Dialog, Form, SelectField, TextArea, errorsOf, toast } from '@/ui/index.ts';
import type { WaitingReferral } from './types.ts';

type Act = 'accept' | 'return' | 'decline';

const wordsOf = (act: Act) =>
  ({
    accept: { title: t.referral.accept, explain: null, text: null, day: 'accepted_on', said: t.referral.accepted },
    return: { title: t.referral.giveBack, explain: t.referral.giveBackWhy, text: { name: 'missing', label: t.referral.missing, help: t.referral.missingHelp }, day: 'returned_on', said: t.referral.returned },
    decline: { title: t.referral.decline, explain: t.referral.declineWhy, text: { name: 'reason', label: t.referral.reason, help: t.commission.reasonHelp }, day: 'declined_on', said: t.referral.declined },
  })[act];

type ReceiveProps = { commission: string; one: WaitingReferral };

function ReceiveForm({ commission, one, act, onClose }: ReceiveProps & { act: Act; onClose: () => void }) {
  const words = wordsOf(act);
  const [text, setText] = useState('');
  const [why, setWhy] = useState<string | null>(null);
  const [day, setDay] = useState<string | null>(today());
  const codes: Record<string, string> | null = act === 'return' ? t.owed.returnCode : act === 'decline' ? t.owed.declineCode : null;
  const command = useCommand<Record<string, string | null>>(`/commissions/${commission}/referrals/${one.referral_id}/${act}`, {
    onDone: () => {
      toast(words.said);
      onClose();
    },
  });
  const { text: asked } = words;
  return (
    <Form
      label={words.title}
      submitLabel={words.title}
      pending={command.pending}
      problem={command.problem}
      fieldErrors={command.fieldErrors}
      validate={() => errorsOf({ ...(codes ? { why: !why && t.common.chooseOne } : {}), ...(asked ? { [asked.name]: !text.trim() && t.common.required } : {}), [words.day]: !day && t.common.dateMissing })}
      onSubmit={() => void command.send({ ...(codes ? { why } : {}), ...(asked ? { [asked.name]: text.trim() } : {}), [words.day]: day })}
      actions={<Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>}
    >
      {words.explain ? <p className="soft">{words.explain}</p> : null}
      {codes ? <SelectField name="why" label={t.owed.why} help={t.owed.whyHelp} options={optionsOf(codes)} value={why} onChange={setWhy} /> : null}
      {asked ? <TextArea name={asked.name} label={asked.label} help={asked.help} rows={4} value={text} onChange={setText} /> : null}
      <DateField name={words.day} label={t.referral.onDay} value={day} onChange={setDay} max={today()} min={one.referred_on.iso} />
    </Form>
  );
}

/** How the commission receives a referral: takes it up, returns it with what is missing, declines it. */
export function Receive({ commission, one }: ReceiveProps) {
  const [act, setAct] = useState<Act | null>(null);
  const name = (label: string) => `${label}: ${digits(one.family.file_number)}`;
  return (
    <>
      {one.reception === 'waiting' ? <Button small icon="check" aria-label={name(t.referral.accept)} onPress={() => setAct('accept')}>{t.referral.accept}</Button> : null}
      {one.reception === 'returned' ? <small className="faint">{t.referral.mayNot}</small> : <Button small variant="quiet" aria-label={name(t.referral.giveBack)} onPress={() => setAct('return')}>{t.referral.giveBack}</Button>}
      <Button small variant="quiet" aria-label={name(t.referral.decline)} onPress={() => setAct('decline')}>{t.referral.decline}</Button>
      {act ? <Dialog title={`${wordsOf(act).title} · ${digits(one.family.file_number)}`} open onClose={() => setAct(null)}><ReceiveForm commission={commission} one={one} act={act} onClose={() => setAct(null)} /></Dialog> : null}
    </>
  );
}
