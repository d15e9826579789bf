import { useState } from 'react';
import { useCommand } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { today } from '@/lib/dates.ts';
import { optionsOf } from '@/screens/family/options.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Button, Dialog, Disclosure, Form, NumberField, SelectField, TextArea, TextField, errorsOf, toast } from '@/ui/index.ts';
import type { Named } from './data.ts';
import type { Case, CountMethod, Section } from './types.ts';

type Note = { key: number; kind: string; text: string; source: string };
type DeclaredRow = { key: number; indicator: string | null; value: number | null; qualifier: string; source: string; unit?: string; period?: string; quote?: string };
type Count = { value: number; method: CountMethod; counted_on: string };

/** Kinds that the office writes; the others come from documents. */
const KINDS = ['need', 'asset', 'value', 'harm', 'gate', 'facility', 'conflict', 'location'] as const;

/** A new version, begun as the newest one: what nobody changes stays as it was counted. */
export function ProfileForm({ found, names, onClose }: { found: Case; names: Named; onClose: () => void }) {
  const words = t.neighborhood;
  const newest = found.profiles[0];
  const [counts, setCounts] = useState<ReadonlyMap<string, Count>>(() => new Map((newest?.counted ?? []).map((one) => [one.indicator, { value: one.value, method: one.method, counted_on: one.counted_on.iso }])));
  const [method, setMethod] = useState<CountMethod>('field_count');
  const [asOf, setAsOf] = useState<string | null>(today());
  const [notes, setNotes] = useState<Note[]>(() => (newest?.notes ?? []).map((note, key) => ({ key, ...note })));
  const [declared, setDeclared] = useState<DeclaredRow[]>(() => (newest?.figures ?? []).map((one, key) => ({ key, indicator: one.indicator, value: one.value, qualifier: one.qualifier, source: one.source, unit: one.unit, ...(one.period ? { period: one.period } : {}), ...(one.quote ? { quote: one.quote } : {}) })));
  const send = useCommand<object>(`/neighborhoods/${found.id}/profile`, { onDone: () => { toast(words.recorded); onClose(); } });

  const count = (code: string, value: number | null) => {
    const next = new Map(counts);
    const before = (newest?.counted ?? []).find((one) => one.indicator === code);
    if (value === null) next.delete(code);
    else if (before && before.value === value) next.set(code, { value, method: before.method, counted_on: before.counted_on.iso });
    else next.set(code, { value, method, counted_on: asOf ?? today() });
    setCounts(next);
  };
  const note = (key: number, part: Partial<Note>) => setNotes(notes.map((one) => (one.key === key ? { ...one, ...part } : one)));
  const figure = (key: number, part: Partial<DeclaredRow>) => setDeclared(declared.map((one) => (one.key === key ? { ...one, ...part } : one)));
  const nextKey = (rows: readonly { key: number }[]) => Math.max(-1, ...rows.map((one) => one.key)) + 1;
  const sections = Object.entries(words.section) as [Section, string][];
  const kinds = (kind: string) => (KINDS as readonly string[]).includes(kind) ? KINDS : [...KINDS, kind];
  const indicators = (code: string | null) => [...names.all.map((one) => ({ value: one.code, label: names.name(one.code) })), ...(code && !names.all.some((one) => one.code === code) ? [{ value: code, label: names.name(code) }] : [])];

  return (
    <Dialog title={words.record} open onClose={onClose} wide>
      <Form
        label={words.record}
        submitLabel={t.common.save}
        pending={send.pending}
        problem={send.problem}
        fieldErrors={send.fieldErrors}
        validate={() => errorsOf({
          as_of: !asOf && t.common.dateMissing,
          method: counts.size === 0 && notes.length === 0 && declared.length === 0 && words.nothingWritten,
          ...Object.fromEntries(notes.map((one, n) => [`notes[${n}].text`, !one.text.trim() && t.common.required])),
          ...Object.fromEntries(declared.flatMap((one, n) => [[`declared[${n}].indicator`, !one.indicator && t.common.chooseOne], [`declared[${n}].value`, one.value === null && t.common.notANumber], [`declared[${n}].source`, !one.source.trim() && t.common.required]])),
        })}
        onSubmit={() => void send.send({
          as_of: asOf,
          after_version: newest?.version ?? 0,
          counted: [...counts].map(([indicator, one]) => ({ indicator, ...one })),
          notes: notes.map(({ kind, text, source }) => ({ kind, text: text.trim(), source })),
          declared: declared.map(({ key: _key, ...one }) => one),
        })}
        actions={<Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>}
      >
        <p className="soft">{words.recordHelp}</p>
        <div className="form-row">
          <DateField name="as_of" label={words.asOf} value={asOf} onChange={setAsOf} max={today()} />
          <SelectField name="method" label={words.method} options={optionsOf(words.methods)} value={method} onChange={setMethod} />
        </div>
        {sections.map(([section, title], n) => (
          <Disclosure key={section} summary={title} open={n === 0}>
            <div className="form-row">
              {names.all.filter((one) => one.section === section).map((one) => {
                const at = [...counts.keys()].indexOf(one.code);
                return <NumberField key={one.code} name={at < 0 ? `counted.${one.code}` : `counted[${at}].value`} label={names.name(one.code)} help={names.unit(one.code)} optional min={0} step={one.unit === 'person' || one.unit === 'household' || one.unit === 'count' ? 1 : 0.1} value={counts.get(one.code)?.value ?? null} onChange={(value) => count(one.code, value)} />;
              })}
            </div>
          </Disclosure>
        ))}
        <Disclosure summary={words.notes} open={notes.length > 0}>
          <div className="stack">
            <p className="faint">{words.noteHelp}</p>
            {notes.map((one, n) => (
              <div className="stack-tight" key={one.key}>
                <SelectField name={`notes[${n}].kind`} label={words.noteKind} options={kinds(one.kind).map((kind) => ({ value: kind, label: words.note[kind] ?? kind }))} value={one.kind} onChange={(kind) => note(one.key, { kind })} />
                <TextArea name={`notes[${n}].text`} label={words.noteText} rows={2} maxLength={4000} value={one.text} onChange={(text) => note(one.key, { text })} />
                <div><Button small variant="quiet" onPress={() => setNotes(notes.filter((other) => other.key !== one.key))}>{words.remove}</Button></div>
              </div>
            ))}
            <div><Button small icon="add" onPress={() => setNotes([...notes, { key: nextKey(notes), kind: 'need', text: '', source: 'office' }])}>{words.addNote}</Button></div>
          </div>
        </Disclosure>
        <Disclosure summary={words.declaredTitle} open={declared.length > 0}>
          <div className="stack">
            {declared.map((one, n) => (
              <div className="stack-tight" key={one.key}>
                <div className="form-row">
                  <SelectField name={`declared[${n}].indicator`} label={words.indicatorField} options={indicators(one.indicator)} value={one.indicator} onChange={(indicator) => figure(one.key, { indicator })} />
                  <NumberField name={`declared[${n}].value`} label={words.valueField} step={0.001} value={one.value} onChange={(value) => figure(one.key, { value })} />
                  <SelectField name={`declared[${n}].qualifier`} label={words.qualifierField} options={Object.entries(t.places.qualifier).map(([value, label]) => ({ value, label: label || words.exact }))} value={one.qualifier} onChange={(qualifier) => figure(one.key, { qualifier })} />
                  <TextField name={`declared[${n}].source`} label={words.sourceField} maxLength={200} value={one.source} onChange={(source) => figure(one.key, { source })} />
                </div>
                <div><Button small variant="quiet" onPress={() => setDeclared(declared.filter((other) => other.key !== one.key))}>{words.remove}</Button></div>
              </div>
            ))}
            <div><Button small icon="add" onPress={() => setDeclared([...declared, { key: nextKey(declared), indicator: null, value: null, qualifier: 'exact', source: '' }])}>{words.addDeclared}</Button></div>
          </div>
        </Disclosure>
      </Form>
    </Dialog>
  );
}
