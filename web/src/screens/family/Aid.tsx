import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { hasRole, useUser } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatDate, formatWeekday, num } from '@/lib/dates.ts';
import { sorted } from '@/lib/sorted.ts';
import { Card, Chip, DomainChip, Empty, Facts } from '@/ui/index.ts';
import { useVocabulary } from './data.ts';
import { particularsWords, toTomans } from './particulars.ts';
import type { FamilyFile, FileGeneralAid, FileService, FileVisit, NamedRef } from './types.ts';

const names = (refs: readonly NamedRef[]): string => refs.map((r) => r.name ?? t.family.nameErased).join(t.common.listComma);

/** A corrected entry says so; one that never happened is kept, struck through. */
function Marks({ corrected, voided, reason }: { corrected: boolean; voided: boolean; reason: string | null }) {
  if (!corrected && !voided) return null;
  return (
    <p className="cluster">
      <Chip tone={voided ? 'quiet' : 'warn'} icon="edit">{voided ? t.family.voided : t.family.corrected}</Chip>
      {reason ? <span className="soft">{t.family.correctionReason}: <bdi>{reason}</bdi></span> : null}
    </p>
  );
}

function Visit({ visit, actions }: { visit: FileVisit; actions?: ReactNode }) {
  return (
    <li className={visit.voided ? 'card stack-tight struck' : 'card stack-tight'}>
      <div className="spread">
        <h3>{formatWeekday(visit.visited_on)}</h3>
        <Chip>{t.family.place[visit.place]}</Chip>
      </div>
      {visit.note ? <p className="prose"><bdi>{visit.note}</bdi></p> : null}
      <Facts facts={[
        { term: t.family.present, value: names(visit.present) },
        { term: t.family.by, value: visit.caseworker?.name ?? null },
        { term: t.common.nextVisit, value: visit.next_visit_on ? formatDate(visit.next_visit_on) : null },
      ]} />
      <Marks {...visit} reason={visit.correction_reason} />
      {actions ? <div className="cluster">{actions}</div> : null}
    </li>
  );
}

function Service({ service, actions }: { service: FileService; actions?: ReactNode }) {
  const words = useVocabulary();
  return (
    <li className={service.voided ? 'card stack-tight struck' : 'card stack-tight'}>
      <div className="spread">
        <h3>{words.kind(service.kind)}</h3>
        <span className="cluster"><DomainChip domain={service.domain} /><span className="soft">{formatDate(service.delivered_on)}</span></span>
      </div>
      <Facts facts={[
        { term: t.words.member, value: service.members.length > 0 ? names(service.members) : t.family.wholeFamily },
        { term: t.family.by, value: service.provider?.name ?? service.caseworker?.name ?? t.family.byCaseworker },
        { term: t.family.capacityWord, value: t.family.capacity[service.capacity] },
        { term: t.family.purposeWord, value: service.purpose ? t.family.purpose[service.purpose] : null },
        { term: t.family.amount, value: service.amount_rials === null ? null : t.family.tomans(num(toTomans(service.amount_rials) ?? 0)) },
        { term: t.family.particularsWord, value: service.particulars ? particularsWords(service.particulars) : null },
        { term: t.family.outcomeWord, value: service.outcome ? t.family.outcome[service.outcome] : null },
      ]} />
      {service.note ? <p className="prose"><bdi>{service.note}</bdi></p> : null}
      <Marks {...service} reason={service.correction_reason} />
      {actions ? <div className="cluster">{actions}</div> : null}
    </li>
  );
}

/** General aid that somebody of the family attended. Managers and auditors are led to the activity. */
function GeneralAid({ file, attended }: { file: FamilyFile; attended: readonly FileGeneralAid[] }) {
  const opens = hasRole(useUser(), 'center_manager', 'auditor');
  const who = ({ member_id: id, persons }: FileGeneralAid): string => {
    if (id === null) return t.behind.wholeFamily(num(persons ?? 0));
    const member = file.members.find((one) => one.id === id);
    return member?.given_name ?? t.family.nameErased;
  };
  return (
    <section className="stack" aria-labelledby="part-general-aid">
      <h2 id="part-general-aid">{t.behind.generalAid}</h2>
      <p className="soft">{t.behind.generalAidWhy}</p>
      {attended.length === 0 ? <Card><Empty icon="families" title={t.behind.noGeneralAid} /></Card> : (
        <ul className="cards grid">
          {attended.map((one) => (
            <li key={`${one.activity_id} ${one.member_id ?? ''}`} className="card stack-tight">
              <div className="spread">
                <h3>{opens ? <Link to="/activities/$id" params={{ id: one.activity_id }}><bdi>{one.title ?? t.behind.generalAid}</bdi></Link> : <bdi>{one.title ?? t.behind.generalAid}</bdi>}</h3>
                <span className="cluster"><DomainChip domain={one.domain} /><span className="soft">{formatDate(one.held_on)}</span></span>
              </div>
              <p className="soft"><bdi>{who(one)}</bdi> · {t.behind.stayed(num(one.hours ?? 0))}</p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

type AidProps = { file: FamilyFile; visitActions?: (visit: FileVisit) => ReactNode; serviceActions?: (service: FileService) => ReactNode; addVisit?: ReactNode; addService?: ReactNode; /** The file as it stands now, which alone has general aid. */ now?: boolean };

/** Visits and services, newest first; of the file as it stands now, general aid too. */
export function AidPart({ file, visitActions, serviceActions, addVisit, addService, now = false }: AidProps) {
  const visits = sorted(file.visits, (a, b) => b.visited_on.iso.localeCompare(a.visited_on.iso));
  const services = sorted(file.services, (a, b) => b.delivered_on.iso.localeCompare(a.delivered_on.iso));
  return (
    <div className="stack-wide">
      <div className="columns even">
        <section className="stack" aria-labelledby="part-visits">
          <div className="spread"><h2 id="part-visits">{t.family.visits}</h2>{addVisit}</div>
          {visits.length === 0 ? <Card><Empty icon="home" title={t.family.noVisits} /></Card> : <ul className="cards">{visits.map((v) => <Visit key={v.id} visit={v} actions={v.voided ? null : visitActions?.(v)} />)}</ul>}
        </section>
        <section className="stack" aria-labelledby="part-services">
          <div className="spread"><h2 id="part-services">{t.family.services}</h2>{addService}</div>
          {services.length === 0 ? <Card><Empty icon="service" title={t.family.noServices} /></Card> : <ul className="cards">{services.map((s) => <Service key={s.id} service={s} actions={s.voided ? null : serviceActions?.(s)} />)}</ul>}
        </section>
      </div>
      {now && file.general_aid ? <GeneralAid file={file} attended={file.general_aid} /> : null}
    </div>
  );
}
