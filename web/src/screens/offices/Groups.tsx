import { useState } from 'react';
import { t } from '@/i18n/index.ts';
import { formatDate, num } from '@/lib/dates.ts';
import { Button, Card, Chip, Disclosure, Empty, Facts, Meter } from '@/ui/index.ts';
import { ActForm, type ActField } from './ActForm.tsx';
import { asOptions, nameOf, useHands, useProgram } from './data.ts';
import type { LocalGroup, OfficeView } from './types.ts';

const FORM = (): readonly ActField[] => {
  const words = t.offices;
  return [
    { name: 'topic', label: words.topic, kind: 'line' },
    { name: 'aims', label: words.aims, kind: 'words' },
    { name: 'scope', label: words.scope, kind: 'line' },
    { name: 'role', label: words.groupRole, kind: 'line' },
    { name: 'members', label: words.members, kind: 'number', min: 2 },
    { name: 'months', label: words.months, kind: 'number' },
    { name: 'conflict_rule', label: words.conflict, kind: 'words' },
    { name: 'formed_on', label: words.day, kind: 'day' },
  ];
};

/** What the next state asks: whom it can count on, or its permit and statute. */
function advanceFields(group: LocalGroup): readonly ActField[] {
  const words = t.offices;
  const more: Partial<Record<string, readonly ActField[]>> = {
    classified: [{ name: 'power', label: words.power, help: words.powerHelp, kind: 'line' }],
    registered: [{ name: 'permit', label: words.permit, kind: 'line' }, { name: 'statute', label: words.statute, kind: 'line' }],
  };
  return [
    ...(more[group.next ?? ''] ?? []),
    { name: 'evidence', label: words.evidence, help: words.noNames, kind: 'words' },
    { name: 'members', label: words.members, kind: 'number', min: 2, initial: group.persons, optional: true },
    { name: 'advanced_on', label: words.day, kind: 'day' },
  ];
}

function OneGroup({ group, onNext }: { group: LocalGroup; onNext: (() => void) | null }) {
  const words = t.offices;
  const stages = useProgram()?.group_stages ?? [];
  const at = stages.indexOf(group.stage) + 1;
  return (
    <Card title={<bdi>{group.topic}</bdi>} actions={<Chip tone={at >= 7 ? 'good' : 'info'}>{words.stage[group.stage]}</Chip>}>
      <div className="stack-tight">
        <p className="soft">{nameOf(group.neighborhood)} · {words.personsOf(num(group.persons))}</p>
        {stages.length > 0 ? <Meter label={words.course} value={at} max={stages.length} /> : null}
        <Disclosure summary={words.course}>
          <div className="stack-tight">
            <ol className="list">{group.course.map((one) => <li key={one.stage}>{words.stage[one.stage]} · {formatDate(one.on)}{one.evidence ? <> · <bdi>{one.evidence}</bdi></> : null}</li>)}</ol>
            <Facts facts={[
              { term: words.aims, value: group.aims }, { term: words.scope, value: group.scope }, { term: words.groupRole, value: group.role }, { term: words.months, value: group.months === null ? null : num(group.months) },
              { term: words.conflict, value: group.conflict_rule }, { term: words.power, value: group.power }, { term: words.permit, value: group.permit }, { term: words.statute, value: group.statute },
            ]} />
          </div>
        </Disclosure>
        {onNext && group.next ? <div className="cluster"><Button small onPress={onNext}>{words.nextStage(words.stage[group.next])}</Button></div> : null}
      </div>
    </Card>
  );
}

/** Groups of residents, from the workshop to the institution; counted, never named. */
export function Groups({ office }: { office: OfficeView }) {
  const words = t.offices;
  const { keeper } = useHands(office);
  const [workshop, setWorkshop] = useState(false);
  const [moving, setMoving] = useState<LocalGroup | null>(null);
  const { groups } = office.file;
  const forms = moving?.next === 'informal';
  return (
    <div className="stack">
      {keeper ? <div className="cluster"><Button small icon="add" onPress={() => setWorkshop(true)}>{words.act.workshop}</Button></div> : null}
      {groups.length === 0 ? <Empty icon="families" title={words.noGroups} /> : groups.map((one) => <OneGroup key={one.group_id} group={one} onNext={keeper ? () => setMoving(one) : null} />)}
      {workshop ? (
        <ActForm
          title={words.act.workshop}
          path={`/offices/${office.id}/groups`}
          onClose={() => setWorkshop(false)}
          fields={[
            { name: 'neighborhood_id', label: words.neighborhood, kind: 'choice', options: asOptions(office.neighborhoods), initial: office.neighborhoods[0]?.id ?? null },
            { name: 'topic', label: words.subject, help: words.noNames, kind: 'line' },
            { name: 'persons', label: words.persons, kind: 'number' },
            { name: 'held_on', label: words.day, kind: 'day' },
          ]}
        />
      ) : null}
      {moving ? (
        <ActForm
          title={forms ? words.act.form : words.nextStage(moving.next ? words.stage[moving.next] : '')}
          path={`/offices/${office.id}/groups/${forms ? 'form' : 'advance'}`}
          fixed={{ group_id: moving.group_id, ...(forms ? {} : { stage: moving.next }) }}
          fields={forms ? FORM() : advanceFields(moving)}
          onClose={() => setMoving(null)}
        />
      ) : null}
    </div>
  );
}
