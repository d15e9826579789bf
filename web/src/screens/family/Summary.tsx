import type { ReactNode } from 'react';
import { useUser, type User } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { newestFirst } from '@/lib/sorted.ts';
import { dayOf, digits, formatDate, formatInstant, num } from '@/lib/dates.ts';
import { Card, Chip, Facts } from '@/ui/index.ts';
import { memberName, memberOf, placeName, useVocabulary } from './data.ts';
import type { FamilyFile, FileDeclared, FileRegistration } from './types.ts';

function declaredFacts(declared: FileDeclared | null) {
  if (!declared) return [];
  return [
    { term: t.family.dependents, value: declared.dependents === null ? null : num(declared.dependents) },
    { term: t.family.monthlyIncome, value: declared.monthly_income === null ? null : t.family.tomans(num(declared.monthly_income)) },
    { term: t.family.headshipCause, value: declared.headship_cause },
    { term: t.family.supportedBy, value: declared.supported_by },
    { term: t.family.declaredNote, value: declared.note },
  ];
}

function registrationFacts(one: FileRegistration) {
  return [
    { term: t.family.entry, value: t.family.entryWay[one.entry] },
    { term: t.family.source, value: t.family.informationSource[one.source] },
    { term: t.family.referredBy, value: one.referred_by?.name ?? one.referred_by_name },
    { term: t.family.register, value: one.register },
  ];
}

function Consent({ file, actions }: { file: FamilyFile; actions?: ReactNode }) {
  const detail = file.consent_detail;
  const by = memberOf(file, detail?.member_id);
  return (
    <Card title={t.family.consent} actions={actions}>
      <div className="stack-tight">
        <div className="cluster">
          <Chip tone={file.consent === 'given' ? 'good' : file.consent === 'not_asked' ? 'warn' : 'bad'} icon={file.consent === 'given' ? 'check' : 'alert'}>{t.words.consent[file.consent]}</Chip>
          {detail ? <span className="soft">{formatDate(detail.on)}</span> : null}
        </div>
        {detail ? (
          <Facts facts={[
            { term: t.family.consentBy, value: detail.basis ? [t.family.consentBasis[detail.basis], by ? memberName(by) : ''].filter(Boolean).join(': ') : null },
            { term: t.family.consentGround, value: detail.ground },
            { term: t.family.consentReason, value: detail.reason },
          ]} />
        ) : null}
      </div>
    </Card>
  );
}

type Actions = { consent?: ReactNode; record?: ReactNode; categories?: ReactNode; note?: ReactNode; holding?: ReactNode; handover?: ReactNode; threat?: ReactNode };

/** A value under threat is never printed; where it is kept back from the reader, that is said. */
function kept(file: FamilyFile, user: User, value: string | null): ReactNode {
  if (!file.address_under_threat) return value;
  if (value !== null) return <><span className="no-print">{value}</span><span className="print-only faint">{t.paper.notOnPaper}</span></>;
  // To whom one of the two is shown, the other is not kept back either: it was never written.
  const shown = file.address !== null || file.safe_contact !== null || (user.caseworker_id !== null && user.caseworker_id === file.caseworker?.id);
  return shown ? null : <span className="faint">{t.trust.addressKept}</span>;
}

/** Who the family is, how to reach it safely, what was said about it. */
export function SummaryPart({ file, actions = {} }: { file: FamilyFile; actions?: Actions }) {
  const words = useVocabulary();
  const user = useUser();
  const later = file.registrations.slice(1);
  return (
    <div className="columns">
      <div className="stack">
        <Card title={t.family.about} actions={actions.record}>
          <div className="stack">
            <Facts facts={[
              { term: t.words.neighborhood, value: placeName(file.neighborhood) },
              { term: t.words.address, value: kept(file, user, file.address === null ? null : digits(file.address)) },
              { term: t.family.safeContact, value: kept(file, user, file.safe_contact) ?? t.family.noSafeContact },
              { term: t.family.householdType, value: t.words.household[file.household_type] },
              { term: t.family.center, value: file.center?.name ?? null },
              { term: t.family.identifiedOn, value: formatDate(file.identified_on) },
              ...registrationFacts(file.registration),
              ...declaredFacts(file.registration.declared),
            ]} />
            {actions.threat ?? null}
            {later.length > 0 ? (
              <div className="stack-tight">
                <h3>{t.family.registrations}</h3>
                {later.map((one) => <Facts key={`${one.registered_on.iso}-${one.register ?? ''}-${one.source}`} facts={[{ term: t.family.identifiedOn, value: formatDate(one.registered_on) }, ...registrationFacts(one), ...declaredFacts(one.declared)]} />)}
              </div>
            ) : null}
          </div>
        </Card>
        <Card title={t.family.notes} actions={actions.note}>
          {file.notes.length === 0 ? <p className="soft">{t.family.noNotes}</p> : (
            <ul className="list stack">
              {newestFirst(file.notes).map((note) => (
                <li key={note.id} className="stack-tight">
                  <p className="prose"><bdi>{note.text ?? t.family.nameErased}</bdi></p>
                  <p className="faint">{note.at.precision === 'about' ? `${t.common.about} ` : null}{formatInstant(note.at)}{dayOf(note.at) === dayOf(note.recorded_at) ? null : <> · {t.common.recordedAt(formatInstant(note.recorded_at))}</>} · <bdi>{note.by.name ?? t.family.system}</bdi></p>
                </li>
              ))}
            </ul>
          )}
        </Card>
      </div>
      <div className="stack">
        <Consent file={file} actions={actions.consent} />
        <Holding file={file} actions={<>{actions.handover}{actions.holding}</>} />
        <Card title={t.family.categories} actions={actions.categories}>
          {file.categories.length === 0 ? <p className="soft">{t.family.noCategories}</p> : (
            <ul className="list cluster long-chips">
              {file.categories.map((one) => {
                const member = memberOf(file, one.member_id);
                return <li key={`${one.code}-${one.member_id ?? ''}`}><Chip>{words.group(one.code)}{member ? <bdi>: {member.given_name}</bdi> : null}</Chip></li>;
              })}
            </ul>
          )}
        </Card>
        {file.coverages.length > 0 ? (
          <Card title={t.family.coverages}>
            <ul className="list stack-tight">
              {file.coverages.map((one) => <li key={`${one.agency.id}-${one.kind}`}><bdi>{one.agency.name}</bdi> · {t.family.coverage[one.kind]} <span className="faint">{t.family.since(formatDate(one.since))}</span></li>)}
            </ul>
          </Card>
        ) : null}
      </div>
    </div>
  );
}

/** Who holds the family, until when, and who held it before. */
function Holding({ file, actions }: { file: FamilyFile; actions?: ReactNode }) {
  const held = file.assignment;
  if (!held && file.past_assignments.length === 0 && !actions) return null;
  return (
    <Card title={t.family.holding} actions={actions}>
      <div className="stack-tight">
        {held ? (
          <>
            <p className="strong"><bdi>{held.caseworker.name ?? t.family.nameErased}</bdi></p>
            <p className="soft">{t.family.holdingFrom(formatDate(held.starts_on), formatDate(held.ends_on))}</p>
            {held.days_left === null ? null : <p><Chip tone={held.overdue ? 'bad' : held.days_left <= 30 ? 'warn' : 'quiet'}>{held.overdue ? t.common.yearOver(num(-held.days_left)) : t.common.daysLeft(num(held.days_left))}</Chip></p>}
            {held.renewals.map((one) => <p key={one.renewed_on.iso} className="soft">{t.family.renewedTo(formatDate(one.ends_on))}{one.reason ? <>: <bdi>{one.reason}</bdi></> : null}</p>)}
          </>
        ) : <p className="soft">{t.common.nobody}</p>}
        {file.past_assignments.length > 0 ? (
          <>
            <h3>{t.family.pastHoldings}</h3>
            <ul className="list stack-tight">
              {file.past_assignments.map((one) => (
                <li key={one.assignment_id}>
                  <bdi>{one.caseworker.name ?? t.family.nameErased}</bdi>{' '}
                  <span className="soft">{t.family.holdingFrom(formatDate(one.starts_on), formatDate(one.released_on ?? one.ends_on))}{one.release_reason ? ` · ${t.family.releaseReason[one.release_reason]}` : ''}</span>
                </li>
              ))}
            </ul>
          </>
        ) : null}
      </div>
    </Card>
  );
}

/** Masked digits stay where they are, whatever the direction of the line. */
export function NationalId({ value }: { value: string | null }) {
  return value ? <bdi className="figure" dir="ltr">{digits(value)}</bdi> : <span className="faint">{t.family.noNationalId}</span>;
}
