import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatDate, today } from '@/lib/dates.ts';
import { Button, Card, Chip, Dialog, Disclosure, Empty, Facts, Loaded, Page, Table, Source } from '@/ui/index.ts';
import { ProgramActs, type ProgramAct } from './ProgramCards.tsx';
import { ProgramActForm } from './ProgramForms.tsx';
import { ShareActForm, type ShareAct } from './ShareForms.tsx';
import { titleOf, useAgencies, useKeeps } from './shared.tsx';
import type { ProgramCard, ShareItem } from './types.ts';

function Shares({ program, onAct }: { program: ProgramCard; onAct: ((act: ShareAct) => void) | null }) {
  const words = t.national;
  const [going, ended] = [program.shares.filter((one) => one.ended_on === null), program.shares.filter((one) => one.ended_on !== null)];
  const open = program.ended_on === null;
  const late = (one: ShareItem): boolean => open && one.due_on !== null && one.due_on.iso < today();
  return (
    <Card title={words.division}>
      <div className="stack">
        {going.length === 0 ? <Empty icon="task" title={words.noShares} /> : (
          <Table<ShareItem>
            caption={words.division}
            rows={going}
            rowKey={(row) => row.id}
            columns={[
              { key: 'agency', label: words.agency, header: true, cell: (row) => <Link to="/national/programs" search={{ agency: row.agency.id }}><bdi>{row.agency.name}</bdi></Link> },
              { key: 'part', label: words.sharePart, cell: (row) => (row.part ? words.shareParts[row.part] : '') },
              { key: 'expected', label: words.expected, cell: (row) => <><bdi>{row.expected}</bdi>{row.source ? <> <Source of={row.source} /></> : null}</> },
              { key: 'due', label: words.expectedBy, cell: (row) => (row.due_on ? <span className="cluster">{formatDate(row.due_on)}{late(row) ? <Chip tone="warn">{words.shareLate}</Chip> : null}</span> : '') },
              ...(onAct && open ? [{ key: 'acts', label: t.common.more, cell: (row: ShareItem) => <span className="cluster"><Button small icon="edit" onPress={() => onAct({ act: 'changeShare', share: row })}>{words.act.changeShare}</Button><Button small variant="quiet" onPress={() => onAct({ act: 'endShare', share: row })}>{words.act.endShare}</Button></span> }] : []),
            ]}
          />
        )}
        {onAct && open ? <div><Button icon="add" onPress={() => onAct({ act: 'giveShare' })}>{words.act.giveShare}</Button></div> : null}
        {ended.length > 0 ? (
          <Disclosure summary={words.endedShares}>
            <ul className="stack-tight">
              {ended.map((one) => <li key={one.id}><bdi>{words.sharer(one.agency.name ?? '', one.part ? words.shareParts[one.part] : '')}</bdi> · {one.ended_on ? formatDate(one.ended_on) : ''} · <bdi className="soft">{one.end_reason}</bdi></li>)}
            </ul>
          </Disclosure>
        ) : null}
      </div>
    </Card>
  );
}

function Body({ program }: { program: ProgramCard }) {
  // Asked for before a form needs them: a list that comes while somebody types does not open by itself.
  useAgencies();
  const words = t.national;
  const keeps = useKeeps();
  const [act, setAct] = useState<ProgramAct | null>(null);
  const [share, setShare] = useState<ShareAct | null>(null);
  return (
    <div className="stack">
      <Card title={<bdi>{titleOf(program)}</bdi>}>
        <div className="stack">
          <span className="cluster">
            {program.kind ? <Chip>{words.programKinds[program.kind]}</Chip> : null}
            {program.ended_on ? <Chip tone="quiet">{words.ended} · {formatDate(program.ended_on)}</Chip> : null}
          </span>
          <Facts facts={[
            { term: words.field, value: program.field ? words.fields[program.field] : null },
            { term: words.horizon, value: program.horizon ? words.horizons[program.horizon] : null },
            { term: words.leadAgency, value: program.lead_agency?.name ?? null },
            { term: words.provinces, value: program.provinces.length === 0 ? words.wholeCountry : program.provinces.map((place) => place.name ?? '').join(t.common.listComma) },
            { term: words.matrix, value: program.level && program.approach ? words.cellName(words.levels[program.level], words.approaches[program.approach]) : words.unclassed },
            { term: words.classReason, value: program.class_reason },
            { term: words.agreement, value: program.agreement ? <Link to="/national/agreements/$id" params={{ id: program.agreement.id }} search={{}}><bdi>{digits(program.agreement.number ?? '')}</bdi></Link> : null },
            { term: words.declaredIn, value: program.source ? <Source of={program.source} /> : null },
          ]} />
          {keeps ? <ProgramActs program={program} onAct={setAct} /> : null}
        </div>
      </Card>
      <Shares program={program} onAct={keeps ? setShare : null} />
      <Dialog title={act ? words.act[act.act] : ''} open={act !== null} onClose={() => setAct(null)} wide>
        {act ? <ProgramActForm {...act} onClose={() => setAct(null)} /> : null}
      </Dialog>
      <Dialog title={share ? words.act[share.act] : ''} open={share !== null} onClose={() => setShare(null)} wide>
        {share ? <ShareActForm act={share} program={program} onClose={() => setShare(null)} /> : null}
      </Dialog>
    </div>
  );
}

/** One program: what it is, where it stands, and which agency does what in it. */
export function ProgramPage() {
  const { id } = useParams({ from: '/shell/national/programs/$id' });
  const program = useApi<ProgramCard>(`/programs/${id}`, { streams: ['program'] });
  return (
    <Page title={t.national.program} back={{ label: t.national.tabs.programs, to: '/national/programs' }}>
      <Loaded query={program} rows={5}>{(found) => <Body program={found} />}</Loaded>
    </Page>
  );
}
