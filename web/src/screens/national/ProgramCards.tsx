import { Link } from '@tanstack/react-router';
import { t } from '@/i18n/index.ts';
import { digits, formatDate } from '@/lib/dates.ts';
import { Button, Card, Chip, Empty, Source } from '@/ui/index.ts';
import { titleOf } from './shared.tsx';
import type { ProgramCard } from './types.ts';

export type ProgramAct = { act: 'class' | 'unclass' | 'change' | 'endProgram'; program: ProgramCard };

/** What is to be done with a program as a whole. */
export function ProgramActs({ program, onAct }: { program: ProgramCard; onAct: (act: ProgramAct) => void }) {
  const words = t.national;
  const open = program.ended_on === null;
  return (
    <div className="cluster">
      <Button small onPress={() => onAct({ act: 'class', program })}>{words.act.class}</Button>
      {program.level ? <Button small variant="quiet" onPress={() => onAct({ act: 'unclass', program })}>{words.act.unclass}</Button> : null}
      {open ? <Button small variant="quiet" icon="edit" onPress={() => onAct({ act: 'change', program })}>{words.act.change}</Button> : null}
      {open ? <Button small variant="quiet" onPress={() => onAct({ act: 'endProgram', program })}>{words.act.endProgram}</Button> : null}
    </div>
  );
}

/** «قوه قضائیه (دستگاه همکار)», of those that have a part now. */
const sharers = (program: ProgramCard): string =>
  program.shares.flatMap((one) => (one.ended_on === null ? [t.national.sharer(one.agency.name ?? '', one.part ? t.national.shareParts[one.part] : '')] : [])).join(t.common.listComma);

/** Programs with what each is, where, and the cell it stands in. */
export function ProgramCards({ programs, onAct }: { programs: readonly ProgramCard[]; onAct?: (act: ProgramAct) => void }) {
  const words = t.national;
  if (programs.length === 0) return <Card><Empty icon="task" title={words.noPrograms} /></Card>;
  return (
    <ul className="cards two">
      {programs.map((one) => (
        <li key={one.id} className="card stack-tight">
          <h3><Link to="/national/programs/$id" params={{ id: one.id }}><bdi>{titleOf(one)}</bdi></Link></h3>
          <p className="cluster">
            {one.kind ? <Chip>{words.programKinds[one.kind]}</Chip> : null}
            {one.field ? <Chip tone="info">{words.fields[one.field]}</Chip> : null}
            {one.horizon ? <Chip tone="quiet">{words.horizons[one.horizon]}</Chip> : null}
            {one.ended_on ? <Chip tone="quiet">{words.ended} · {formatDate(one.ended_on)}</Chip> : null}
          </p>
          <p>{one.level && one.approach ? <><strong>{words.levels[one.level]} × {words.approaches[one.approach]}</strong>{one.class_reason ? <span className="soft"> · <bdi>{one.class_reason}</bdi></span> : null}</> : <Chip tone="warn">{words.unclassed}</Chip>}</p>
          <p className="soft">
            {one.lead_agency ? <>{words.leadAgency}: <bdi>{one.lead_agency.name}</bdi> · </> : null}
            <bdi>{one.provinces.length === 0 ? words.wholeCountry : one.provinces.map((place) => place.name ?? '').join(t.common.listComma)}</bdi>
          </p>
          {one.shares.some((share) => share.ended_on === null) ? <p className="soft">{words.division}: <bdi>{sharers(one)}</bdi></p> : null}
          {one.agreement ? <p><Link to="/national/agreements/$id" params={{ id: one.agreement.id }} search={{}}>{words.agreement} <bdi>{digits(one.agreement.number ?? '')}</bdi></Link></p> : null}
          {one.source ? <p><Source of={one.source} /></p> : null}
          {onAct ? <ProgramActs program={one} onAct={onAct} /> : null}
        </li>
      ))}
    </ul>
  );
}
