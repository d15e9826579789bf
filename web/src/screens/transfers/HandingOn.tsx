import { useState } from 'react';
import { useApi, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatDate, today } from '@/lib/dates.ts';
import { WithNetwork } from '@/phone/WithNetwork.tsx';
import type { Action } from '@/screens/family/ActionDialog.tsx';
import { useFamilyCommand } from '@/screens/family/FamilyForm.tsx';
import { memberOptions } from '@/screens/family/options.ts';
import type { FamilyFile, FileSending } from '@/screens/family/types.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Button, Card, Chip, ComboField, Dialog, Form, Loaded, SelectField, errorsOf } from '@/ui/index.ts';

const WHOLE = 'family';
type Agency = { id: string; name: string; enforcement: boolean };

function AgreeForm({ file, onClose }: { file: FamilyFile; onClose: () => void }) {
  const words = t.transfers;
  const agencies = useApi<Paged<Agency>>('/agencies');
  const [agency, setAgency] = useState<string | null>(null);
  const [member, setMember] = useState(WHOLE);
  const [on, setOn] = useState<string | null>(today());
  const agree = useFamilyCommand<Record<string, unknown>>(file, '/handing-on', { backTo: null, onDone: onClose });
  return (
    <Loaded query={agencies} rows={2}>
      {({ items }) => (
        <Form
          label={words.agree}
          submitLabel={words.agree}
          pending={agree.pending}
          problem={agree.problem}
          fieldErrors={agree.fieldErrors}
          validate={() => errorsOf({ agency_id: !agency && t.common.chooseOne, agreed_on: !on && t.common.dateMissing })}
          onSubmit={() => void agree.send({ agency_id: agency, member_id: member === WHOLE ? null : member, agreed_on: on })}
          actions={<Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>}
        >
          <p className="soft">{words.agreeHelp}</p>
          <ComboField name="agency_id" label={words.agency} options={items.filter((one) => !one.enforcement).map(({ id, name }) => ({ value: id, label: name }))} value={agency} onChange={setAgency} />
          <SelectField name="member_id" label={words.whoAgreed} options={[{ value: WHOLE, label: words.whole }, ...memberOptions(file)]} value={member} onChange={setMember} />
          <DateField name="agreed_on" label={words.agreedOn} value={on} onChange={setOn} max={today()} min={file.identified_on.iso} />
        </Form>
      )}
    </Loaded>
  );
}

function Sending({ sending, work, act }: { sending: FileSending; work: boolean; act: (action: Action) => void }) {
  const words = t.transfers;
  const base = `/sendings/${sending.id}`;
  const day = (name: string, label: string) => ({ name, label, min: sending.sent_on.iso });
  return (
    <div className="stack-tight">
      <p className="cluster">
        <Chip tone={sending.withdrawn ? 'quiet' : 'info'}>{sending.withdrawn ? words.withdrawn : words.sent}</Chip>
        <span className="soft">{formatDate(sending.sent_on)}</span>
        {sending.withdrawn ? <bdi className="soft">{sending.reason}</bdi> : <Chip tone={sending.answer === 'accepted' ? 'good' : sending.answer === 'refused' ? 'warn' : 'quiet'}>{sending.answer ? words.answers[sending.answer] : words.unanswered}</Chip>}
        {sending.answered_on && !sending.withdrawn ? <span className="soft">{formatDate(sending.answered_on)}</span> : null}
      </p>
      {sending.answer_reason ? <p className="soft">{words.reason}: <bdi>{sending.answer_reason}</bdi></p> : null}
      {sending.support.length > 0 ? <ul className="list">{sending.support.map((one) => <li key={one.phase}>{words.phases[one.phase]}: {words.states[one.state]} · <span className="soft">{formatDate(one.reached_on)}</span></li>)}</ul> : null}
      {work && !sending.withdrawn ? (
        <div className="cluster">
          <WithNetwork label={words.recordAnswer}><Button small onPress={() => act({ title: words.recordAnswer, path: `${base}/answer`, choice: { name: 'answer', label: words.answer, options: words.answers }, text: { name: 'reason', label: words.reason, help: words.reasonHelp }, day: day('answered_on', words.answeredOn) })}>{words.recordAnswer}</Button></WithNetwork>
          {sending.answer === 'refused' ? null : (['information', 'hygiene', 'livelihood'] as const).map((phase) => (
            <WithNetwork key={phase} label={words.phases[phase]}><Button small variant="quiet" onPress={() => act({ title: words.phases[phase], path: `${base}/support`, fixed: { phase }, choice: { name: 'state', label: words.state, options: words.states }, day: day('reached_on', words.reachedOn) })}>{words.phases[phase]}</Button></WithNetwork>
          ))}
        </div>
      ) : null}
    </div>
  );
}

/** Which bodies outside may be told of the household, what was sent, what they answered and how far their support came. */
export function HandingOnPart({ file, work, act }: { file: FamilyFile; work: boolean; act: (action: Action) => void }) {
  const words = t.transfers;
  const [agreeing, setAgreeing] = useState(false);
  const agencies = [...new Map([...file.handing_on, ...file.sendings].map((one) => [one.agency.id, one.agency])).values()];
  const may = work && file.consent === 'given';
  if (agencies.length === 0 && !may) return null;
  return (
    <Card title={words.part} actions={may ? <WithNetwork label={words.agree}><Button small variant="quiet" icon="add" onPress={() => setAgreeing(true)}>{words.agree}</Button></WithNetwork> : undefined}>
      {agencies.length === 0 ? <p className="soft">{words.none}</p> : (
        <ul className="list stack">
          {agencies.map((agency) => {
            const said = file.handing_on.find((one) => one.agency.id === agency.id);
            return (
              <li key={agency.id} className="stack-tight">
                <div className="spread">
                  <h3><bdi>{agency.name ?? t.common.unknown}</bdi></h3>
                  <span className="cluster">
                    <Chip tone={said?.agreed ? 'good' : said ? 'warn' : 'quiet'}>{said ? (said.agreed ? words.agreed : words.refused) : words.notAsked}</Chip>
                    {said ? <span className="soft">{words.saidOn(formatDate(said.said_on))}</span> : null}
                    {work && said?.agreed ? <WithNetwork label={words.refuse}><Button small variant="quiet" onPress={() => act({ title: words.refuse, path: '/handing-on/refuse', fixed: { agency_id: agency.id }, text: { name: 'reason', label: words.refuseReason }, day: { name: 'refused_on', label: words.reachedOn, min: said.said_on.iso } })}>{words.refuse}</Button></WithNetwork> : null}
                  </span>
                </div>
                {said?.reason ? <p className="soft"><bdi>{said.reason}</bdi></p> : null}
                {file.sendings.filter((one) => one.agency.id === agency.id).map((one) => <Sending key={one.id} sending={one} work={work} act={act} />)}
              </li>
            );
          })}
        </ul>
      )}
      {agreeing ? <Dialog title={words.agree} open onClose={() => setAgreeing(false)}><AgreeForm file={file} onClose={() => setAgreeing(false)} /></Dialog> : null}
    </Card>
  );
}
