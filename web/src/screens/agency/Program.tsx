import { useParams } from '@tanstack/react-router';
import { useApi, useUser } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatDate } from '@/lib/dates.ts';
import { AsOf, Card, Chip, Empty, Facts, Loaded, Page } from '@/ui/index.ts';
import { titleOf } from '../national/shared.tsx';
import type { ProgramOfAgency } from '../national/types.ts';
import { PartTable } from './PartTable.tsx';

function Body({ program, at }: { program: ProgramOfAgency; at: number }) {
  const words = t.national;
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
            { term: words.leadAgency, value: program.lead?.name ?? null },
            { term: words.provinces, value: program.provinces.length === 0 ? words.wholeCountry : program.provinces.map((place) => place.name ?? '').join(t.common.listComma) },
            { term: words.shareSince, value: formatDate(program.registered_on) },
          ]} />
        </div>
      </Card>
      <Card title={words.ours.parts}><PartTable caption={words.ours.parts} parts={program.parts} /></Card>
      <p className="soft">{words.ours.keptBy}</p>
      <AsOf position={program.position} at={at} />
    </div>
  );
}

function Read({ agency, id }: { agency: string; id: string }) {
  const program = useApi<ProgramOfAgency>(`/agencies/${agency}/programs/${id}`, { streams: ['program', 'agency'] });
  return <Loaded query={program} rows={5}>{(found) => <Body program={found} at={program.dataUpdatedAt} />}</Loaded>;
}

/** A program in which the officer's own agency has a part: what it is, who leads it, and the own parts. */
export function Program() {
  const { id } = useParams({ from: '/shell/agency/programs/$id' });
  const agency = useUser().agency_id;
  return (
    <Page title={t.national.program} back={{ label: t.national.ours.menu, to: '/agency/programs' }}>
      {agency ? <Read agency={agency} id={id} /> : <Empty icon="task" title={t.national.ours.none} />}
    </Page>
  );
}
