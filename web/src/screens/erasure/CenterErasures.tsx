import { useState } from 'react';
import { t } from '@/i18n/index.ts';
import { digits, formatDate } from '@/lib/dates.ts';
import { Card, Chip, Empty, LinkButton, Loaded, Page, Pager, RowLink } from '@/ui/index.ts';
import { STATE_TONES, useErasures, useKeptFiles, whatOf } from './data.ts';
import type { ErasureView } from './types.ts';

function RequestRow({ one }: { one: ErasureView }) {
  const content = {
    who: <>{t.words.fileNumber} {digits(one.file_number)}</>,
    what: <>{whatOf(one)} · {t.erasure.ground[one.ground]} · {formatDate(one.requested_on)}</>,
    aside: <Chip tone={STATE_TONES[one.state]}>{t.erasure.state[one.state]}</Chip>,
  };
  if (one.state === 'erased') return <RowLink to="/erasures/$id" params={{ id: one.id }} {...content} />;
  return <RowLink to="/families/$id" params={{ id: one.family_id ?? '' }} search={{}} {...content} />;
}

/** A center's requests to forget, and the closed files whose time is over. */
export function CenterErasures() {
  const [cursors, setCursors] = useState<(string | null)[]>([null]);
  const requests = useErasures(null, cursors.at(-1) ?? null);
  const kept = useKeptFiles();
  return (
    <Page title={t.erasure.menu} subtitle={t.erasure.managerHelp}>
      <div className="stack-wide">
        <Card title={t.erasure.requests}>
          <Loaded query={requests}>
            {({ items, next }) => items.length === 0 ? <Empty icon="archive" title={t.erasure.noRequests} /> : (
              <>
                <ul className="cards">{items.map((one) => <li key={one.id}><RequestRow one={one} /></li>)}</ul>
                <Pager page={cursors.length} hasNext={Boolean(next)} onPage={(page) => setCursors((all) => (page > all.length ? [...all, next ?? null] : all.slice(0, page)))} />
              </>
            )}
          </Loaded>
        </Card>
        <Card title={t.erasure.proposals}>
          <p className="soft">{t.erasure.proposalsHelp}</p>
          <Loaded query={kept}>
            {({ items }) => items.length === 0 ? <Empty icon="check" title={t.erasure.noProposals} /> : (
              <ul className="cards">
                {items.map((file) => (
                  <li key={file.family_id} className="spread">
                    <span>
                      <bdi className="strong">{file.family_name ? t.family.of(file.family_name) : `${t.words.fileNumber} ${digits(file.file_number)}`}</bdi>
                      <br /><span className="soft">{digits(file.file_number)} · {t.erasure.closedOn(formatDate(file.closed_on))} · {t.erasure.proposedSince(formatDate(file.kept_until))}</span>
                    </span>
                    <span className="cluster">
                      {file.waits ? <Chip tone="warn">{t.erasure.inRequest}</Chip> : <LinkButton small to="/families/$id/erase" params={{ id: file.family_id }} search={{}}>{t.erasure.ask}</LinkButton>}
                      <LinkButton small variant="quiet" to="/families/$id" params={{ id: file.family_id }} search={{}}>{t.manager.seeFile}</LinkButton>
                    </span>
                  </li>
                ))}
              </ul>
            )}
          </Loaded>
        </Card>
      </div>
    </Page>
  );
}
