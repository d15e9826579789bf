import { useState, type ReactNode } from 'react';
import { hasRole, useApi, useCommand, useUser, type Paged } from '@/api/index.ts';
import { language, t } from '@/i18n/index.ts';
import { digits, num, thisYear, today } from '@/lib/dates.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Button, Form, LinkTabs, NumberField, SelectField, errorsOf, toast, type FieldErrors } from '@/ui/index.ts';
import { SCALES, both, rialsOf, type Scale } from './money.ts';
import type { DeclaredNumber, NationalFigure } from './types.ts';

/** The screens of the national work. */
export function NationalTabs() {
  const words = t.national.tabs;
  return (
    <LinkTabs
      label={t.national.menu}
      items={[
        { label: words.agreements, to: '/national' },
        { label: words.credits, to: '/national/credits' },
        { label: words.programs, to: '/national/programs' },
        { label: words.division, to: '/national/division' },
        { label: words.equipment, to: '/national/equipment' },
        { label: words.licences, to: '/national/licences' },
        { label: words.series, to: '/national/series' },
        { label: words.figures, to: '/national/figures' },
      ]}
    />
  );
}

/** Whoever keeps the national work, for the nation or for a place. */
export const useKeeps = (): boolean => {
  const user = useUser();
  return hasRole(user, 'officer') || hasRole(user, 'administrator');
};

type Named = { id: string; name: string };
const options = (found: Paged<Named> | undefined) => (found?.items ?? []).map((one) => ({ value: one.id, label: one.name }));

export const useAgencies = () => options(useApi<Paged<Named>>('/agencies', { streams: ['agency'] }).data);
/** Provinces and counties. */
export function usePlaces() {
  const [provinces, counties] = [useApi<Paged<Named>>('/places', { query: { level: 'province' } }).data, useApi<Paged<Named>>('/places', { query: { level: 'county' } }).data];
  return [...options(provinces).map((one) => ({ ...one, help: t.words.level.province })), ...options(counties).map((one) => ({ ...one, help: t.words.level.county }))];
}
export const useProvinces = () => options(useApi<Paged<Named>>('/places', { query: { level: 'province' } }).data);

/** Both titles of a thing, in the language of the page. */
export const titleOf = (one: { title: string; title_en: string | null }): string => (language === 'en' && one.title_en ? one.title_en : one.title);

type ActProps<B extends object> = {
  label: string; path: string; dayField: string; dayLabel?: string; /** Days to come may be chosen. */ ahead?: boolean;
  errors: FieldErrors; body: B; onClose: () => void; children?: ReactNode;
};

/** The frame of every form: its day, its button, its refusal. */
export function ActForm<B extends object>({ label, path, dayField, dayLabel, ahead = false, errors, body, onClose, children }: ActProps<B>) {
  const [on, setOn] = useState<string | null>(today());
  const send = useCommand<B & Record<string, unknown>>(path, { onDone: () => { toast(t.common.saved); onClose(); } });
  return (
    <Form
      label={label}
      submitLabel={label}
      pending={send.pending}
      problem={send.problem}
      fieldErrors={send.fieldErrors}
      validate={() => ({ ...errors, ...errorsOf({ [dayField]: !on && t.common.dateMissing }) })}
      onSubmit={() => void send.send({ ...body, [dayField]: on })}
      actions={<Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>}
    >
      {children}
      <DateField name={dayField} label={dayLabel ?? t.national.on} value={on} onChange={setOn} {...(ahead ? {} : { max: today() })} />
    </Form>
  );
}

export type Amount = { typed: number | null; scale: Scale };
export const noAmount: Amount = { typed: null, scale: 'milliard' };
export const rials = (amount: Amount): number | null => rialsOf(amount.typed, amount.scale);

/** An amount and its scale, told back in tomans and rials before it is sent. */
export function AmountField({ value, onChange }: { value: Amount; onChange: (value: Amount) => void }) {
  const words = t.national;
  const whole = rials(value);
  return (
    <div className="form-row">
      <NumberField name="amount_rials" label={words.amount} {...(whole === null ? {} : { help: both(whole) })} min={0} value={value.typed} onChange={(typed) => onChange({ ...value, typed })} />
      <SelectField name="scale" label={words.scale} options={(Object.keys(SCALES) as Scale[]).map((scale) => ({ value: scale, label: words.scales[scale] }))} value={value.scale} onChange={(scale) => onChange({ ...value, scale })} />
    </div>
  );
}

/** A Jalali year: the coming one, and those before it. */
export function YearField({ back, value, onChange }: { back: number; value: number | null; onChange: (year: number) => void }) {
  const years = Array.from({ length: back }, (_, before) => String(thisYear() + 1 - before));
  return <SelectField name="year" label={t.national.year} options={years.map((year) => ({ value: year, label: digits(year) }))} value={value === null ? null : String(value)} onChange={(year) => onChange(Number(year))} />;
}

const hedged = (qualifier: string, words: string): string => [t.national.qualifier[qualifier as keyof typeof t.national.qualifier], words].filter(Boolean).join(' ');

/** «بیش از ۱۰۰» */
export const declaredNumber = (one: DeclaredNumber | null): string => (one === null ? '' : hedged(one.qualifier, num(one.value)));

const unitOf = (unit: string): string => (t.national.units as Record<string, string>)[unit] ?? unit.replaceAll('_', ' ');

/** A figure as printed: «بیش از ۷۰۰ میلیارد تومان». */
export const figureValue = (one: Pick<NationalFigure, 'value_thousandths' | 'qualifier' | 'unit'>): string => hedged(one.qualifier, [num(one.value_thousandths / 1000), unitOf(one.unit)].filter(Boolean).join(' '));

/** A figure's name: the words of the source in Persian, its code in English. */
export function figureName(one: Pick<NationalFigure, 'indicator' | 'quote'>): string {
  if (language === 'fa' && one.quote) return digits(one.quote);
  const words = one.indicator.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export const unitWords = unitOf;
