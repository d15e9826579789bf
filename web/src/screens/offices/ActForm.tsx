import { useState } from 'react';
import { useApi, useCommand, type NamedRef, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, num, today } from '@/lib/dates.ts';
import { NeighborhoodField } from '@/screens/places/NeighborhoodField.tsx';
import { DateField } from '@/ui/DateField.tsx';
import { Button, ChoiceField, ChoicesField, ComboField, Dialog, Form, IconButton, NumberField, TextArea, TextField, errorsOf, toast, type Option } from '@/ui/index.ts';

type Base = { name: string; label: string; help?: string; optional?: boolean };
/** One field of an act: what is asked, and how. */
export type ActField = Base &
  (
    | { kind: 'line' | 'words' | 'lines' | 'agency' | 'agencies' | 'money'; initial?: unknown }
    | { kind: 'neighborhoods'; placeId: string | null; initial?: unknown }
    | { kind: 'number'; initial?: number | null; min?: number }
    | { kind: 'day'; initial?: string | null; ahead?: boolean }
    | { kind: 'choice' | 'combo'; options: readonly Option[]; initial?: string | null }
    | { kind: 'many'; options: readonly Option[]; initial?: readonly string[] }
  );

type Values = Record<string, unknown>;
type MoneyLine = { title: string; amount_rials: number | null; source: string };
const NO_LINE: MoneyLine = { title: '', amount_rials: null, source: '' };

const first = (field: ActField): unknown => {
  if ('initial' in field && field.initial !== undefined) return field.initial;
  if (field.kind === 'day') return field.optional ? null : today();
  if (field.kind === 'money') return [NO_LINE];
  return field.kind === 'many' || field.kind === 'agencies' || field.kind === 'neighborhoods' ? [] : ['number', 'choice', 'combo', 'agency'].includes(field.kind) ? null : '';
};

const blank = (value: unknown): boolean => value === null || value === undefined || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0);

/** As the interface takes it: what is empty is left out, lines become a list. */
function sent(field: ActField, value: unknown): unknown {
  if (blank(value)) return field.kind === 'many' ? [] : null;
  if (field.kind === 'lines') return String(value).split('\n').map((line) => line.trim()).filter(Boolean);
  return typeof value === 'string' ? value.trim() : value;
}

function Money({ field, value, onChange }: { field: ActField; value: MoneyLine[]; onChange: (value: MoneyLine[]) => void }) {
  const words = t.offices;
  const put = (index: number, change: Partial<MoneyLine>) => onChange(value.map((one, n) => (n === index ? { ...one, ...change } : one)));
  return (
    <fieldset className="stack-tight" data-field={field.name}>
      <legend className="label">{field.label}</legend>
      {value.map((one, index) => (
        <div className="form-row" key={index}>
          <TextField name={`lines[${index}].title`} label={words.lineTitle} value={one.title} onChange={(title) => put(index, { title })} />
          <NumberField name={`lines[${index}].amount_rials`} label={words.amount} min={1} value={one.amount_rials} onChange={(amount) => put(index, { amount_rials: amount })} />
          <TextField name={`lines[${index}].source`} label={words.source} value={one.source} onChange={(source) => put(index, { source })} />
          {value.length > 1 ? <IconButton icon="minus" label={words.removeLine(num(index + 1))} onPress={() => onChange(value.filter((_, n) => n !== index))} /> : null}
        </div>
      ))}
      <Button small icon="add" onPress={() => onChange([...value, NO_LINE])}>{words.addLine}</Button>
    </fieldset>
  );
}

function Chosen({ value, nameOf, onChange }: { value: string[]; nameOf: (id: string) => string; onChange: (value: string[]) => void }) {
  return value.length === 0 ? null : (
    <ul className="list">
      {value.map((id) => <li key={id} className="cluster"><bdi>{nameOf(id)}</bdi><IconButton icon="close" label={t.offices.remove(nameOf(id))} onPress={() => onChange(value.filter((one) => one !== id))} /></li>)}
    </ul>
  );
}

function Refs({ field, options, value, onChange }: { field: ActField; options: readonly Option[]; value: string[]; onChange: (value: string[]) => void }) {
  const nameOf = (id: string) => options.find((one) => one.value === id)?.label ?? t.common.unknown;
  return (
    <div className="stack-tight">
      <ComboField name={field.name} label={field.label} options={options.filter((one) => !value.includes(one.value))} value={null} onChange={(id) => { if (id) onChange([...value, id]); }} />
      <Chosen value={value} nameOf={nameOf} onChange={onChange} />
    </div>
  );
}

/** Several neighborhoods, each found on the server; their names are kept, since no list holds them all. */
function Hoods({ field, placeId, value, onChange }: { field: ActField; placeId: string | null; value: string[]; onChange: (value: string[]) => void }) {
  const [names, setNames] = useState<Record<string, string>>({});
  const nameOf = (id: string) => names[id] ?? t.common.unknown;
  return (
    <div className="stack-tight">
      <NeighborhoodField
        key={value.length}
        name={field.name}
        label={field.label}
        within={placeId}
        besides={value}
        value={null}
        onChange={(id, option) => {
          if (!id) return;
          setNames((before) => ({ ...before, [id]: option?.label ?? '' }));
          onChange([...value, id]);
        }}
      />
      <Chosen value={value} nameOf={nameOf} onChange={onChange} />
    </div>
  );
}

function One({ field, value, onChange }: { field: ActField; value: unknown; onChange: (value: unknown) => void }) {
  const asks = field.kind === 'agency' || field.kind === 'agencies';
  const known = useApi<Paged<NamedRef>>('/agencies', { enabled: asks }).data;
  const refs: Option[] = (known?.items ?? []).map((one) => ({ value: one.id, label: digits(one.name ?? t.common.unknown) }));
  const base = { name: field.name, label: field.label, ...(field.help ? { help: field.help } : {}), ...(field.optional ? { optional: true } : {}) };
  switch (field.kind) {
    case 'line': return <TextField {...base} value={String(value ?? '')} onChange={onChange} />;
    case 'words': return <TextArea {...base} value={String(value ?? '')} onChange={onChange} />;
    case 'lines': return <TextArea {...base} help={field.help ?? t.offices.eachLine} rows={3} value={String(value ?? '')} onChange={onChange} />;
    case 'number': return <NumberField {...base} min={field.min ?? 1} value={value as number | null} onChange={onChange} />;
    case 'day': return <DateField {...base} value={value as string | null} onChange={onChange} {...(field.ahead ? {} : { max: today() })} />;
    case 'choice': return <ChoiceField {...base} inline options={field.options} value={value as string | null} onChange={onChange} />;
    case 'combo': return <ComboField {...base} options={field.options} value={value as string | null} onChange={onChange} />;
    case 'many': return <ChoicesField {...base} options={field.options} value={value as string[]} onChange={onChange} />;
    case 'agency': return <ComboField {...base} options={refs} value={value as string | null} onChange={onChange} />;
    case 'neighborhoods': return <Hoods field={field} placeId={field.placeId} value={value as string[]} onChange={onChange} />;
    case 'agencies': return <Refs field={field} options={refs} value={value as string[]} onChange={onChange} />;
    case 'money': return <Money field={field} value={value as MoneyLine[]} onChange={onChange} />;
  }
}

type ActProps = {
  title: string;
  path: string;
  fields: readonly ActField[] | ((values: Values) => readonly ActField[]);
  /** What goes with the act and is not asked. */
  fixed?: Values;
  /** Gives what was asked the shape of the body. */
  shape?: (values: Values) => Values;
  onClose: () => void;
};

/** An act on an office: some fields, one command. What was typed stays when it is refused. */
export function ActForm({ title, path, fields, fixed = {}, shape = (values) => values, onClose }: ActProps) {
  const [typed, setTyped] = useState<Values>({});
  const known = typeof fields === 'function' ? fields(typed) : fields;
  const valueOf = (field: ActField) => (field.name in typed ? typed[field.name] : first(field));
  const act = useCommand<Values>(path, { onDone: () => { toast(t.common.saved); onClose(); } });
  const send = () => void act.send({ ...fixed, ...shape(Object.fromEntries(known.map((field) => [field.name, sent(field, valueOf(field))]))) });
  const faults = Object.fromEntries(Object.entries(act.fieldErrors).map(([name, text]) => [name.replace(/^sheet\./, '').replace(/^(?!lines)(\w+)\[\d+\].*$/, '$1'), text]));
  return (
    <Dialog title={title} open onClose={onClose} wide>
      <Form
        label={title}
        submitLabel={t.common.save}
        pending={act.pending}
        problem={act.problem}
        fieldErrors={faults}
        validate={() => errorsOf(Object.fromEntries(known.map((field) => [field.name, !field.optional && blank(valueOf(field)) && t.common.required])))}
        onSubmit={send}
        actions={<Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>}
      >
        {known.map((field) => <One key={field.name} field={field} value={valueOf(field)} onChange={(value) => setTyped((before) => ({ ...before, [field.name]: value }))} />)}
      </Form>
    </Dialog>
  );
}
