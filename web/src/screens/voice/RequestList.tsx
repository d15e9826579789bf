import { useState } from 'react';
import { useApi, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatDate, type ServerDate } from '@/lib/dates.ts';
import type { FileRequest } from '@/screens/family/types.ts';
import { Button, Chip, Dialog, Empty, LinkButton, Loaded, Page, Row } from '@/ui/index.ts';
import { AnswerForm } from './AnswerForm.tsx';

type ListedRequest = Pick<FileRequest, 'id' | 'kind' | 'state' | 'words' | 'outcome'> & { family_id: string; file_number: string; made_on: ServerDate; answer_by: ServerDate; overdue: boolean; own_decision: boolean };

/** What families asked about their own cases, for the managers who answer. */
export function RequestList() {
  const requests = useApi<Paged<ListedRequest>>('/center/requests', { streams: ['family'] });
  const [answering, setAnswering] = useState<ListedRequest | null>(null);
  return (
    <Page title={t.voice.listTitle} subtitle={t.voice.listHelp}>
      <Loaded query={requests}>
        {({ items }) =>
          items.length === 0 ? <Empty icon="families" title={t.voice.listNone} /> : (
            <ul className="cards">
              {items.map((one) => (
                <li key={one.id}>
                  <Row
                    who={<>{t.words.fileNumber} {digits(one.file_number)} · {t.voice.kind[one.kind]}</>}
                    what={one.words}
                    edge={one.overdue ? 'overdue' : 'later'}
                    aside={one.state === 'waiting' ? <Chip tone={one.overdue ? 'bad' : 'warn'} icon="clock">{t.voice.answerBy(formatDate(one.answer_by))}</Chip> : <Chip>{one.outcome ? t.voice.outcome[one.outcome] : t.voice.state[one.state]}</Chip>}
                    foot={
                      <span className="cluster">
                        <small className="soft">{formatDate(one.made_on)}</small>
                        {one.state === 'waiting' && one.own_decision ? <small>{t.voice.ownDecision}</small> : null}
                        {one.state === 'waiting' && !one.own_decision ? <Button small aria-label={`${t.voice.answer}: ${digits(one.file_number)}`} onPress={() => setAnswering(one)}>{t.voice.answer}</Button> : null}
                        <LinkButton small variant="quiet" to="/families/$id" params={{ id: one.family_id }} search={{}} aria-label={`${t.manager.seeFile}: ${digits(one.file_number)}`}>{t.manager.seeFile}</LinkButton>
                      </span>
                    }
                  />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <Dialog title={t.voice.answerTitle} open={answering !== null} onClose={() => setAnswering(null)}>
        {answering ? <AnswerForm family={answering.family_id} request={answering} onClose={() => setAnswering(null)} /> : null}
      </Dialog>
    </Page>
  );
}
