import { useState } from 'react';
import { t } from '@/i18n/index.ts';
import { digits, formatDate, num } from '@/lib/dates.ts';
import { Button, Card, Chip, Empty, Facts, Notice, type Tone } from '@/ui/index.ts';
import { ActForm, type ActField } from './ActForm.tsx';
import { asOptions, nameOf, optionsFrom, useHands } from './data.ts';
import type { NeedsProfile, NeedsState, OfficeView } from './types.ts';

const TONES: Record<NeedsState, Tone> = { drafted: 'info', returned: 'warn', in_headquarters: 'info', approved: 'good', notified: 'good' };
type Act = 'needs' | 'committee' | 'headquarters' | 'notify';
const PATHS: Record<Act, string> = { needs: 'needs', committee: 'needs/committee', headquarters: 'needs/headquarters', notify: 'needs/notify' };

function fieldsOf(act: Act, office: OfficeView, of: NeedsProfile | null): readonly ActField[] {
  const words = t.offices;
  if (act === 'needs')
    return [
      ...(of ? [] : [{ name: 'neighborhood_id', label: words.neighborhood, kind: 'choice' as const, options: asOptions(office.neighborhoods) }]),
      { name: 'facilities', label: words.facilities, kind: 'words', initial: of?.facilities ?? '' },
      { name: 'abnormalities', label: words.abnormalities, help: words.noNames, kind: 'words', initial: of?.abnormalities ?? '' },
      { name: 'needs', label: words.needs, kind: 'lines', initial: (of?.needs ?? []).join('\n') },
      { name: 'drafted_on', label: words.day, kind: 'day' },
    ];
  if (act === 'notify') return [{ name: 'agency_ids', label: words.notified, kind: 'agencies' }, { name: 'notified_on', label: words.day, kind: 'day' }];
  return [
    { name: 'outcome', label: words.opinion, kind: 'choice', options: optionsFrom(words.outcome) },
    { name: 'reason', label: words.reason, help: words.reasonHelp, kind: 'words', optional: true },
    { name: 'judged_on', label: words.day, kind: 'day' },
  ];
}

function One({ profile, acts }: { profile: NeedsProfile; acts: readonly { act: Act; go: () => void }[] }) {
  const words = t.offices;
  return (
    <Card title={<bdi>{digits(nameOf(profile.neighborhood))}</bdi>} actions={<Chip tone={TONES[profile.state]}>{words.needsState[profile.state]}</Chip>}>
      <div className="stack-tight">
        <p className="soft">{words.version(num(profile.version))} · {formatDate(profile.drafted_on)}</p>
        <Facts facts={[{ term: words.facilities, value: profile.facilities }, { term: words.abnormalities, value: profile.abnormalities }]} />
        <p className="strong">{words.needs}</p>
        <ul className="list">{profile.needs.map((need) => <li key={need}><bdi>{need}</bdi></li>)}</ul>
        {profile.judgements.length > 0 ? (
          <Facts facts={profile.judgements.map((one) => ({ term: `${words.body[one.body]} · ${words.version(num(one.version))}`, value: `${words.outcome[one.outcome]} · ${formatDate(one.on)}${one.reason ? ` · ${one.reason}` : ''}` }))} />
        ) : null}
        {profile.notified_on ? <p>{words.notified}: <bdi>{profile.notified.map(nameOf).join(t.common.listComma)}</bdi> · {formatDate(profile.notified_on)}</p> : null}
        {acts.length > 0 ? <div className="cluster">{acts.map(({ act, go }) => <Button key={act} small onPress={go}>{words.act[act]}</Button>)}</div> : null}
      </div>
    </Card>
  );
}

/** What each neighborhood needs, and the two approvals before agencies are told. */
export function Needs({ office }: { office: OfficeView }) {
  const words = t.offices;
  const { keeper, officer } = useHands(office);
  const [doing, setDoing] = useState<{ act: Act; of: NeedsProfile | null } | null>(null);
  const { profiles } = office.file;
  const may = (one: NeedsProfile): Act[] => [
    ...(keeper && one.state !== 'in_headquarters' ? ['needs' as const] : []),
    ...(officer && one.state === 'drafted' ? ['committee' as const] : []),
    ...(officer && one.state === 'in_headquarters' ? ['headquarters' as const] : []),
    ...(officer && (one.state === 'approved' || one.state === 'notified') ? ['notify' as const] : []),
  ];
  const missing = office.neighborhoods.some((one) => !profiles.some((profile) => profile.neighborhood.id === one.id));
  return (
    <div className="stack">
      {officer ? <Notice>{words.twoHands}</Notice> : null}
      {keeper && missing ? <div className="cluster"><Button small icon="add" onPress={() => setDoing({ act: 'needs', of: null })}>{words.act.needs}</Button></div> : null}
      {profiles.length === 0 ? <Empty icon="document" title={words.noNeeds} /> : profiles.map((one) => <One key={one.neighborhood.id} profile={one} acts={may(one).map((act) => ({ act, go: () => setDoing({ act, of: one }) }))} />)}
      {doing ? (
        <ActForm
          title={words.act[doing.act]}
          path={`/offices/${office.id}/${PATHS[doing.act]}`}
          fixed={doing.of ? { neighborhood_id: doing.of.neighborhood.id } : {}}
          fields={fieldsOf(doing.act, office, doing.of)}
          onClose={() => setDoing(null)}
        />
      ) : null}
    </div>
  );
}
