import type { ReactNode } from 'react';
import { t } from '@/i18n/index.ts';
import { formatDate, num } from '@/lib/dates.ts';
import { Card, Chip, Facts, TierChip } from '@/ui/index.ts';
import type { FamilyFile } from '../family/types.ts';
import type { Change } from './types.ts';
import { meaningful } from './words.ts';

type Part = { term: string; value: ReactNode; /** First segments of the paths it stands for. */ of: readonly string[] };

function partsOf(file: FamilyFile): Part[] {
  const words = t.auditor.parts;
  const count = (items: readonly unknown[]) => num(items.length);
  return [
    { term: words.name, value: file.family_name ?? t.auditor.erased, of: ['family_name'] },
    { term: words.tier, value: <TierChip tier={file.tier} />, of: ['tier'] },
    { term: words.baseline, value: file.baseline_tier ? <TierChip tier={file.baseline_tier} /> : null, of: ['baseline_tier'] },
    { term: words.consent, value: t.words.consent[file.consent], of: ['consent', 'consent_detail'] },
    { term: words.state, value: file.erased_on ? t.erasure.erased : file.state === 'open' ? t.auditor.open : t.auditor.closed, of: ['state', 'closed', 'erased_on'] },
    { term: words.place, value: file.neighborhood.name, of: ['neighborhood', 'address', 'safe_contact'] },
    { term: words.center, value: file.center?.name, of: ['center'] },
    { term: words.caseworker, value: file.caseworker?.name ?? t.common.nobody, of: ['caseworker', 'assignment', 'past_assignments'] },
    { term: words.yearEnds, value: file.year_ends ? formatDate(file.year_ends) : null, of: ['year_ends'] },
    { term: words.members, value: count(file.members.filter((m) => !m.left)), of: ['members', 'head_member_id', 'household_type'] },
    { term: words.categories, value: count(file.categories), of: ['categories', 'coverages'] },
    { term: words.assessments, value: count(file.assessments), of: ['assessments'] },
    { term: words.tiers, value: count(file.tiers), of: ['tiers'] },
    { term: words.calendar, value: count(file.calendar), of: ['calendar'] },
    { term: words.visits, value: count(file.visits), of: ['visits', 'last_visit'] },
    { term: words.services, value: count(file.services), of: ['services'] },
    { term: words.referrals, value: count(file.referrals), of: ['referrals', 'open_referrals', 'expert_referrals'] },
    { term: words.tasks, value: count(file.tasks), of: ['tasks'] },
    { term: words.notes, value: count(file.notes), of: ['notes'] },
  ];
}

/** The file in short, with what the event changed marked. */
export function StateTable({ file, changes, title = t.auditor.state }: { file: FamilyFile; changes: readonly Change[]; title?: string }) {
  const touched = new Set(meaningful(changes).map((change) => change.path.split('/')[1] ?? ''));
  const parts = partsOf(file).map((part) => ({ ...part, changed: part.of.some((name) => touched.has(name)) }));
  return (
    <Card title={title} actions={parts.some((p) => p.changed) ? <Chip tone="warn">{t.auditor.changedHere}</Chip> : null}>
      <Facts compact facts={parts.map(({ term, value, changed }) => ({ term, value: changed ? <>{value}<span className="visually-hidden"> ({t.auditor.changedHere})</span></> : value, changed }))} />
    </Card>
  );
}
