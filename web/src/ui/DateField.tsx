import { GregorianCalendar, PersianCalendar, parseDate, toCalendar, type CalendarDate, type CalendarIdentifier } from '@internationalized/date';
import { useContext, useState, type KeyboardEvent } from 'react';
import {
  Button, Calendar, CalendarCell, CalendarGrid, CalendarGridBody, CalendarGridHeader, CalendarHeaderCell, CalendarStateContext, DateInput, DatePicker,
  DatePickerStateContext, DateSegment, Dialog, Group, Popover,
} from 'react-aria-components';
import { t } from '@/i18n/index.ts';
import { cx } from '@/lib/cx.ts';
import { formatDate, formatMonth, today } from '@/lib/dates.ts';
import { FieldErrorLine, FieldHelp, FieldLabel, type FieldProps } from './Field.tsx';
import { Icon } from './Icon.tsx';

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

/** A Jalali date: typed part by part with any digits, or chosen in the calendar. Its value is ISO. */
export function DateField({ name, label, help, optional, disabled, value, onChange, min, max }: DateProps) {
  const now = today();
  // What is typed stands at once. Where the value lives in the address it comes back a moment later, and a second digit typed meanwhile would be lost.
  const [own, setOwn] = useState(value);
  const [seen, setSeen] = useState(value);
  if (value !== seen) {
    setSeen(value);
    setOwn(value);
  }
  const change = (iso: string | null) => {
    setOwn(iso);
    onChange(iso);
  };
  return (
    <DatePicker
      className="field"
      data-field={name}
      name={name}
      value={dayOrNone(own)}
      onChange={(date) => change(date ? isoOf(date) : null)}
      placeholderValue={jalali(now)}
      {...(min ? { minValue: jalali(min) } : {})}
      {...(max ? { maxValue: jalali(max) } : {})}
      isDisabled={disabled ?? false}
      shouldForceLeadingZeros
    >
      <FieldLabel label={label} optional={optional} />
      <FieldHelp help={help} />
      <Group className="date-group" onKeyDownCapture={submitByEnter}>
        <DateInput className="date-input">{(segment) => <DateSegment segment={segment} className={`segment segment-${segment.type}`} />}</DateInput>
        <Button className="button quiet icon-only" aria-label={`${t.common.chooseDate}: ${label}`}>
          <Icon name="calendar" />
        </Button>
      </Group>
      <FieldErrorLine />
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
