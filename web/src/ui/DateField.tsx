import { GregorianCalendar, PersianCalendar, parseDate, toCalendar, type CalendarDate, type CalendarIdentifier } from '@internationalized/date';
import { useContext, useLayoutEffect, useMemo, useRef, useState, type ComponentProps, type FocusEvent, type KeyboardEvent } from 'react';
import {
  Button, Calendar, CalendarCell, CalendarGrid, CalendarGridBody, CalendarGridHeader, CalendarHeaderCell, CalendarStateContext, DateFieldStateContext, DateInput,
  DatePicker, DatePickerStateContext, DateSegment, Dialog, Group, Popover,
} from 'react-aria-components';
import { t } from '@/i18n/index.ts';
import { cx } from '@/lib/cx.ts';
import { formatDate, formatMonth, today } from '@/lib/dates.ts';
import { FieldErrorLine, FieldHelp, FieldLabel, type FieldProps } from './Field.tsx';
import { Icon } from './Icon.tsx';
import { useRefused } from './refused.ts';
import { PARTS, faultOf, unfinished, type Typed } from './typedDate.ts';

const PERSIAN = new PersianCalendar();
const GREGORIAN = new GregorianCalendar();

/**
 * Everything given to React Aria is Jalali, the bounds too: it returns the bound
 * itself when it clamps, and a Gregorian bound would turn the grid Gregorian.
 */
const jalali = (iso: string): CalendarDate => toCalendar(parseDate(iso), PERSIAN);
/** Null for what is no day: an address may hold anything. */
function dayOrNone(iso: string | null | undefined): CalendarDate | null {
  try {
    return iso ? jalali(iso) : null;
  } catch {
    return null;
  }
}
const isoOf = (date: CalendarDate): string => toCalendar(date, GREGORIAN).toString();
const createCalendar = (id: CalendarIdentifier) => (id === 'persian' ? PERSIAN : GREGORIAN);

/** Month and year in the order Persian readers write; Intl would say «۱۴۰۵ آذر». */
function MonthTitle() {
  const state = useContext(CalendarStateContext);
  if (!state) return null;
  const { year, month } = state.visibleRange.start;
  return <strong aria-live="polite">{formatMonth(year, month)}</strong>;
}

function TodayButton() {
  const picker = useContext(DatePickerStateContext);
  if (!picker) return null;
  return (
    <div className="calendar-foot">
      <Button
        slot={null}
        className="button quiet small"
        onPress={() => {
          picker.setValue(jalali(today()));
          picker.close();
        }}
      >
        {t.common.today}: {formatDate(today())}
      </Button>
    </div>
  );
}

type DateProps = FieldProps & {
  /** ISO date, or null when empty. */
  value: string | null;
  onChange: (iso: string | null) => void;
  /** ISO dates. */
  min?: string | undefined;
  max?: string | undefined;
};

/** In a part of a date Enter sends the form, as it does in any other field. */
function submitByEnter(event: KeyboardEvent): void {
  if (event.key !== 'Enter' || !(event.target instanceof HTMLElement) || event.target.getAttribute('role') !== 'spinbutton') return;
  const form = event.target.closest('form');
  if (!form) return;
  event.preventDefault();
  form.requestSubmit();
}

const NOTHING: Typed = { year: null, month: null, day: null };

type Part = { part: keyof Typed; value: number };
type TypedPartsProps = { segment: ComponentProps<typeof DateSegment>['segment']; /** Is told what stands in the parts; answers with one that must be put back. */ hear: (shown: Typed) => Part | null };

/** The day's part, which also tells the field what stands in all three. */
function TypedParts({ segment, hear }: TypedPartsProps) {
  const state = useContext(DateFieldStateContext);
  useLayoutEffect(() => {
    if (!state) return;
    const shown = { ...NOTHING };
    for (const { type, value, isPlaceholder } of state.segments) if (type === 'day' || type === 'month' || type === 'year') shown[type] = isPlaceholder ? null : (value ?? null);
    const back = hear(shown);
    if (back) state.setSegment(back.part, back.value);
  });
  return <DateSegment segment={segment} className="segment segment-day" />;
}

/** A Jalali date: typed part by part with any digits, or chosen in the calendar. Its value is ISO. */
export function DateField({ name, label, help, optional, disabled, value, onChange, min, max }: DateProps) {
  const now = today();
  // What is typed stands at once. Where the value lives in the address it comes back a moment later, and a second digit typed meanwhile would be lost.
  const [own, setOwn] = useState(value);
  const [seen, setSeen] = useState(value);
  const [sent, setSent] = useState(value);
  const [fault, setFault] = useState<string | null>(null);
  if (value !== seen) {
    setSeen(value);
    if (value !== sent) {
      setOwn(value);
      setSent(value);
      setFault(null);
    }
  }
  const typed = useRef<Typed>(NOTHING);
  const wanted = useRef<Typed | null>(null);
  const leaving = useRef(false);
  const hear = (shown: Typed): Part | null => {
    const keep = wanted.current;
    for (const part of PARTS) {
      const value = keep?.[part] ?? null;
      if (value !== null && value !== shown[part]) return { part, value };
    }
    wanted.current = null;
    typed.current = shown;
    return null;
  };
  const send = (iso: string | null) => {
    setSent(iso);
    if (iso !== sent) onChange(iso);
  };
  const change = (date: CalendarDate | null) => {
    // On leaving, React Aria makes the nearest day of what is none; nobody has typed that one.
    if (leaving.current && faultOf(typed.current) !== null) return;
    setFault(null);
    setOwn(date ? isoOf(date) : null);
    send(date && !unfinished(toCalendar(date, PERSIAN).year) ? isoOf(date) : null);
  };
  /** What is no day stays as it was typed, is called wrong, and counts as no date. */
  const leave = (event: FocusEvent) => {
    leaving.current = false;
    if (event.currentTarget.contains(event.relatedTarget)) return;
    const found = faultOf(typed.current);
    setFault(found);
    if (found === null) return;
    wanted.current = typed.current;
    if (own !== null && !unfinished(jalali(own).year)) setOwn(null);
    send(null);
  };
  const outside = own !== null && max && own > max ? t.common.notAfter(formatDate(max)) : own !== null && min && own < min ? t.common.notBefore(formatDate(min)) : null;
  const why = fault ?? outside;
  useRefused(name, why);
  // The same day is the same object: another one would undo what is being typed.
  const shown = useMemo(() => dayOrNone(own), [own]);
  return (
    <DatePicker
      className="field"
      data-field={name}
      name={name}
      value={shown}
      onChange={change}
      {...(fault ? { isInvalid: true } : {})}
      placeholderValue={jalali(now)}
      {...(min ? { minValue: jalali(min) } : {})}
      {...(max ? { maxValue: jalali(max) } : {})}
      isDisabled={disabled ?? false}
      shouldForceLeadingZeros
    >
      <FieldLabel label={label} optional={optional} />
      <FieldHelp help={help} />
      <Group className="date-group" onKeyDownCapture={submitByEnter} onBlurCapture={() => { leaving.current = true; }} onBlur={leave}>
        <DateInput className="date-input">
          {(segment) => (segment.type === 'day' ? <TypedParts segment={segment} hear={hear} /> : <DateSegment segment={segment} className={`segment segment-${segment.type}`} />)}
        </DateInput>
        <Button className="button quiet icon-only" aria-label={`${t.common.chooseDate}: ${label}`}>
          <Icon name="calendar" />
        </Button>
      </Group>
      <FieldErrorLine why={why} />
      <Popover className="popover" placement="bottom start">
        <Dialog className="calendar-dialog" aria-label={t.common.dateOf(label)}>
          <Calendar className="calendar" createCalendar={createCalendar} firstDayOfWeek="sat">
            <div className="calendar-head">
              <Button slot="previous" className="button quiet icon-only"><Icon name="chevron" back /></Button>
              <MonthTitle />
              <Button slot="next" className="button quiet icon-only"><Icon name="chevron" /></Button>
            </div>
            <CalendarGrid weekdayStyle="narrow">
              <CalendarGridHeader>{(day) => <CalendarHeaderCell>{day}</CalendarHeaderCell>}</CalendarGridHeader>
              <CalendarGridBody>
                {(date) => {
                  const iso = isoOf(date);
                  const friday = new Date(`${iso}T00:00:00Z`).getUTCDay() === 5;
                  return <CalendarCell date={date} className={cx('day', friday && 'weekend', iso === now && 'is-today')} />;
                }}
              </CalendarGridBody>
            </CalendarGrid>
            {(min && now < min) || (max && now > max) ? null : <TodayButton />}
          </Calendar>
        </Dialog>
      </Popover>
    </DatePicker>
  );
}
