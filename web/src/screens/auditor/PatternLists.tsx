import { Children, useState, type ReactNode } from 'react';
import { inLanguage, t } from '@/i18n/index.ts';
import { digits, formatDate, formatInstant, formatMonth, num, percent } from '@/lib/dates.ts';
import { isoToJalali } from '@/lib/jalali.ts';
import { actorName } from '@/screens/common/actor.ts';
import { Button, Card, Chip, Count, LinkButton } from '@/ui/index.ts';
import { typeWord } from './words.ts';
import type { AuditItem, Patterns } from './types.ts';

const share = (part: number, whole: number): string => percent(whole === 0 ? 0 : part / whole);

type PatternProps = { name: keyof typeof t.audit.pattern; means: string; count: number; children: ReactNode; note?: string | undefined };

/** Findings shown before all are asked for. */
const SHOWN = 8;

/** One pattern: what it means at this threshold, and what was found. */
function Pattern({ name, means, count, children, note }: PatternProps) {
  const [all, setAll] = useState(false);
  const findings = Children.toArray(children);
  return (
    <section id={name} tabIndex={-1} aria-labelledby={`${name}-title`} className="pattern">
      <Card title={<span className="cluster" id={`${name}-title`}>{t.audit.pattern[name].title} <Count n={count} /></span>}>
        <div className="stack-tight">
          <p className="soft prose">{means}</p>
          {count === 0 ? <p className="strong">{t.audit.nothingFound}</p> : <ul className="cards findings">{all ? findings : findings.slice(0, SHOWN)}</ul>}
          {!all && findings.length > SHOWN ? <div className="no-print"><Button small onPress={() => setAll(true)}>{t.audit.showAll(num(findings.length))}</Button></div> : null}
          {note ? <p className="faint">{note}</p> : null}
        </div>
      </Card>
    </section>
  );
}

/** One finding: who or what, the figures, and the way to what is behind them. */
function Finding({ who, what, chips, ways }: { who: ReactNode; what: ReactNode; chips?: ReactNode; ways: ReactNode }) {
  return (
    <li className="row-card finding">
      <span><bdi className="who">{who}</bdi><span className="what"><br /><bdi>{what}</bdi></span></span>
      {chips ? <span className="aside">{chips}</span> : <span />}
      <span className="foot cluster no-print">{ways}</span>
    </li>
  );
}

function ToReplay({ item, at, label }: { item: AuditItem; at: number; label: string }) {
  return <LinkButton small variant="quiet" icon="replay" to="/audit/replay/$stream/$id" params={{ stream: item.stream, id: item.stream_id }} search={{ at }}>{label}</LinkButton>;
}

const fileOf = (item: AuditItem): string => (item.file_number ? `${t.words.fileNumber} ${digits(item.file_number)}` : typeWord(item.type));

/** The lists behind the patterns. */
export function PatternLists({ found }: { found: Patterns }) {
  const { thresholds: at } = found;
  const days = { from: found.from.iso, to: found.to.iso };
  const events = (search: Record<string, string>) => <LinkButton small variant="quiet" icon="audit" to="/audit/events" search={{ ...days, ...search }}>{t.audit.see}</LinkButton>;
  const openings = (user: string | null) => (user ? <LinkButton small variant="quiet" icon="eye" to="/audit/access" search={{ ...days, user_id: user }}>{t.audit.seeOpenings}</LinkButton> : null);
  const means = t.audit.pattern;
  return (
    <div className="stack">
      <Pattern name="night_edits" means={means.night_edits.means(num(at.night_events))} count={found.night_edits.length}>
        {found.night_edits.map((one) => (
          <Finding key={one.actor.id} who={actorName(one.actor)} what={t.audit.nightOf(num(one.events), num(one.all_events), num(one.nights))} chips={<Chip>{share(one.events, one.all_events)}</Chip>} ways={events({ actor: `user:${one.actor.id ?? ''}`, night: 'true' })} />
        ))}
      </Pattern>
      <Pattern name="bulk_reads" means={means.bulk_reads.means(num(at.bulk_files), num(at.bulk_minutes))} count={found.bulk_reads.length}>
        {found.bulk_reads.map((one) => (
          <Finding key={one.actor.id} who={actorName(one.actor)} what={t.audit.bulkOf(num(one.files), formatInstant(one.began_at), formatInstant(one.ended_at))} chips={<Chip>{t.audit.bulkAll(num(one.files_in_all))}</Chip>} ways={openings(one.actor.id)} />
        ))}
      </Pattern>
      <Pattern name="overrides" means={means.overrides.means(num(at.overrides))} count={found.overrides.length}>
        {found.overrides.map((one) => (
          <Finding
            key={`${one.actor.id ?? ''}${one.center?.id ?? ''}`}
            who={<>{actorName(one.actor)}{one.center?.name ? ` · ${one.center.name}` : ''}</>}
            what={<>{t.audit.overrideOwn(num(one.overrides), num(one.tiers))}<br />{t.audit.overrideCenter(share(one.center_overrides, one.center_tiers), num(one.center_overrides), num(one.center_tiers))} · {t.audit.overrideAll(share(one.all_overrides, one.all_tiers), num(one.all_overrides), num(one.all_tiers))}</>}
            chips={one.above ? <Chip tone="warn" icon="flag">{t.audit.above}</Chip> : null}
            ways={events({ actor: `user:${one.actor.id ?? ''}`, overridden: 'true', ...(one.center ? { center_id: one.center.id } : {}) })}
          />
        ))}
      </Pattern>
      <Pattern name="back_dated" means={means.back_dated.means(num(at.days_late))} count={found.back_dated_total} note={found.back_dated.length < found.back_dated_total ? t.audit.shownOf(num(found.back_dated.length), num(found.back_dated_total)) : undefined}>
        {found.back_dated.map(({ event, dated_before: before }) => (
          <Finding
            key={event.position}
            who={<>{typeWord(event.type)} · {fileOf(event)}</>}
            what={<>{actorName(event.actor)} · {formatDate(event.happened_at)}{before && before.type in t.audit.datedBefore ? <><br />{t.audit.datedBefore[before.type as keyof typeof t.audit.datedBefore](formatDate(before.happened_on))}</> : null}</>}
            chips={<Chip tone="warn" icon="clock">{t.audit.lateDays(num(event.days_late))}</Chip>}
            ways={<>{before ? <ToReplay item={event} at={before.sequence} label={typeWord(before.type)} /> : null}<ToReplay item={event} at={event.sequence} label={t.audit.openAt} /></>}
          />
        ))}
      </Pattern>
      <Pattern name="idle_readers" means={means.idle_readers.means(num(at.idle_files))} count={found.idle_readers.length}>
        {found.idle_readers.map((one) => <Finding key={one.actor.id} who={actorName(one.actor)} what={t.audit.idleOf(num(one.idle_files), num(one.files))} ways={openings(one.actor.id)} />)}
      </Pattern>
      <Pattern name="refused_commands" means={means.refused_commands.means(num(at.refused))} count={found.refused_commands.length}>
        {found.refused_commands.map((one) => (
          <Finding key={one.actor.id} who={actorName(one.actor)} what={<>{t.audit.refusedOf(num(one.refused), num(one.commands))}{one.reasons.map((reason) => <span key={reason.code}><br />{inLanguage(reason.title, reason.title_en)}</span>)}</>} ways={events({ actor: `user:${one.actor.id ?? ''}` })} />
        ))}
      </Pattern>
      <Pattern name="quick_tasks" means={means.quick_tasks.means(num(at.task_minutes))} count={found.quick_tasks.length}>
        {found.quick_tasks.map((one) => (
          <Finding key={one.event.position} who={fileOf(one.event)} what={<>{actorName(one.event.actor)} · {formatInstant(one.event.recorded_at)}</>} chips={<Chip icon="clock">{t.audit.quickOf(num(one.minutes))}</Chip>} ways={<><ToReplay item={one.event} at={one.accepted_sequence} label={typeWord('task_accepted')} /><ToReplay item={one.event} at={one.event.sequence} label={typeWord('task_done')} /></>} />
        ))}
      </Pattern>
      <Pattern name="one_hand" means={means.one_hand.means()} count={found.one_hand.length}>
        {found.one_hand.map((one) => (
          <Finding
            key={one.event.position}
            who={<>{actorName(one.event.actor)} · {fileOf(one.event)}</>}
            what={t.audit.handOf(num(one.visit_sequence), num(one.assessment_sequence))}
            ways={<><LinkButton small variant="quiet" icon="chart" to="/audit/tiers/$family/$sequence" params={{ family: one.event.stream_id, sequence: String(one.event.sequence) }}>{t.audit.whyTier}</LinkButton><ToReplay item={one.event} at={one.event.sequence} label={t.audit.openAt} /></>}
          />
        ))}
      </Pattern>
      <Pattern name="month_ends" means={means.month_ends.means(num(at.burst_percent), num(at.burst_days), num(at.burst_records))} count={found.month_ends.length}>
        {found.month_ends.map((one) => {
          const { year, month } = isoToJalali(one.month.iso);
          return (
            <Finding
              key={`${one.actor.id ?? ''}${one.month.iso}`}
              who={<>{actorName(one.actor)} · {formatMonth(year, month)}</>}
              what={t.audit.burstOf(num(one.at_end), num(one.in_month), formatDate(one.end_from), formatDate(one.end_to))}
              chips={<Chip>{share(one.at_end, one.in_month)}</Chip>}
              ways={events({ actor: `user:${one.actor.id ?? ''}`, from: one.end_from.iso, to: one.end_to.iso, type: 'visit_recorded,service_delivered,calendar_entry_done' })}
            />
          );
        })}
      </Pattern>
    </div>
  );
}
