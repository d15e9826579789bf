import { useState } from 'react';
import { hasRole, useApi, useCommand, useUser, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatDate, type ServerDate } from '@/lib/dates.ts';
import type { CenterView } from '@/screens/administrator/types.ts';
import type { FileTierProposal } from '@/screens/family/types.ts';
import { Button, Card, Chip, ChoiceField, Dialog, Empty, Form, LinkButton, Loaded, Page, Row, toast } from '@/ui/index.ts';
import { AnswerProposal } from './AnswerProposal.tsx';
import { PROPOSAL_TONES } from './tones.ts';

type Listed = Pick<FileTierProposal, 'id' | 'moment' | 'tier' | 'computed' | 'reason' | 'state' | 'proposed_on' | 'answered_on'> & { family_id: string; file_number: string; proposed_on: ServerDate; own_proposal: boolean };

type Who = 'needed' | 'not_needed';

function WhoDecidesForm({ center }: { center: CenterView }) {
  const set = useCommand<{ needed: boolean }>(`/centers/${center.id}/tier-approval`, { method: 'put', onDone: () => toast(t.proposals.whoSaved) });
  const options: { value: Who; label: string }[] = [{ value: 'needed', label: t.proposals.needed }, { value: 'not_needed', label: t.proposals.notNeeded }];
  const [who, setWho] = useState<Who>(center.tier_approval ? 'needed' : 'not_needed');
  return (
    <Card>
      <Form label={t.proposals.who} submitLabel={t.common.save} pending={set.pending} problem={set.problem} fieldErrors={set.fieldErrors} onSubmit={() => void set.send({ needed: who === 'needed' })}>
        <ChoiceField name="needed" label={t.proposals.who} help={t.proposals.whoHelp} options={options} value={who} onChange={setWho} />
      </Form>
    </Card>
  );
}

/** Whether the manager decides, or the caseworkers by themselves. */
function WhoDecides({ id }: { id: string }) {
  const center = useApi<CenterView>(`/centers/${id}`, { streams: ['center'] });
  return <Loaded query={center}>{(found) => <WhoDecidesForm center={found} />}</Loaded>;
}

/** Tiers that caseworkers proposed: a manager answers them, a caseworker reads what became of the own. */
export function ProposalList() {
  const user = useUser();
  const manager = hasRole(user, 'center_manager');
  const proposals = useApi<Paged<Listed>>('/tier-proposals', { streams: ['family'] });
  const [answering, setAnswering] = useState<Listed | null>(null);
  return (
    <Page title={t.proposals.title} subtitle={t.proposals.help}>
      <Loaded query={proposals}>
        {({ items }) =>
          items.length === 0 ? <Empty icon="chart" title={t.proposals.none} /> : (
            <ul className="cards">
              {items.map((one) => (
                <li key={one.id}>
                  <Row
                    who={<>{t.words.fileNumber} {digits(one.file_number)} · {t.proposals.change(t.words.tierShort[one.computed], t.words.tierShort[one.tier])}</>}
                    what={one.reason}
                    edge={one.state === 'waiting' ? one.tier : 'later'}
                    aside={<Chip tone={PROPOSAL_TONES[one.state]}>{t.proposals.state[one.state]}</Chip>}
                    foot={
                      <span className="cluster">
                        <small className="soft">{formatDate(one.proposed_on)} · {t.words.moment[one.moment]}</small>
                        {manager && one.state === 'waiting' && one.own_proposal ? <small>{t.proposals.own}</small> : null}
                        {manager && one.state === 'waiting' && !one.own_proposal ? <Button small aria-label={`${t.proposals.answerIt}: ${digits(one.file_number)}`} onPress={() => setAnswering(one)}>{t.proposals.answerIt}</Button> : null}
                        <LinkButton small variant="quiet" to="/families/$id" params={{ id: one.family_id }} search={{ tab: 'why' }} aria-label={`${t.manager.seeFile}: ${digits(one.file_number)}`}>{t.manager.seeFile}</LinkButton>
                      </span>
                    }
                  />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {manager && user.center_id ? <WhoDecides id={user.center_id} /> : null}
      <Dialog title={t.proposals.answerTitle} open={answering !== null} onClose={() => setAnswering(null)}>
        {answering ? <AnswerProposal family={answering.family_id} proposal={answering} onClose={() => setAnswering(null)} /> : null}
      </Dialog>
    </Page>
  );
}
