import { t } from '@/i18n/index.ts';
import { digits } from '@/lib/dates.ts';
import { useFamilyCommand } from '@/screens/family/FamilyForm.tsx';
import { optionsOf } from '@/screens/family/options.ts';
import type { ContactWindow, FamilyFile } from '@/screens/family/types.ts';
import { useDraft } from '@/screens/family/useDraft.ts';
import { Card, Checkbox, ChoicesField, Form, SelectField, TextArea, TextField, errorsOf } from '@/ui/index.ts';

type Draft = { instruction: string; way: ContactWindow['way'] | null; from: string; until: string; days: string[]; leave: boolean };
type Body = { instruction: string; window: ContactWindow | null };

const HOUR = /^([01]\d|2[0-3]):[0-5]\d$/;
const ascii = (text: string) => text.trim().replace(/[۰-۹]/g, (d) => String(d.charCodeAt(0) - 0x6f0));

/** The safe way to reach the family, in words and as hours. */
export function SafeContactForm({ file }: { file: FamilyFile }) {
  const known = file.contact_window;
  const draft = useDraft<Draft>(`safe-way:${file.id}`, { instruction: file.safe_contact ?? '', way: known?.way ?? null, from: digits(known?.from ?? ''), until: digits(known?.until ?? ''), days: (known?.days ?? []).map(String), leave: known?.may_leave_message ?? false });
  const { value } = draft;
  const save = useFamilyCommand<Body>(file, '/safe-contact', { guarded: true, onDone: draft.clear, backTo: null });
  const hour = (text: string) => ascii(text) || null;
  const wrong = (text: string) => Boolean(text.trim()) && !HOUR.test(ascii(text)) && t.voice.hourWrong;
  const window: ContactWindow | null = value.way ? { way: value.way, from: hour(value.from), until: hour(value.until), days: value.days.map(Number), may_leave_message: value.leave } : null;
  return (
    <Card title={t.family.safeContact}>
      <Form
        label={t.family.safeContact}
        submitLabel={t.caseworker.saveSafeContact}
        pending={save.pending}
        problem={save.problem}
        fieldErrors={save.fieldErrors}
        validate={() => errorsOf({ instruction: !value.instruction.trim() && t.common.required, 'window.from': wrong(value.from), 'window.until': wrong(value.until) })}
        onSubmit={() => void save.send({ instruction: value.instruction.trim(), window })}
      >
        <TextArea name="instruction" label={t.family.safeContact} help={t.caseworker.safeContactHelp} rows={3} value={value.instruction} onChange={(instruction) => draft.set({ instruction })} />
        <SelectField name="window.way" label={t.voice.contactWayWord} optional options={optionsOf(t.voice.contactWay)} value={value.way} onChange={(way) => draft.set({ way: way as ContactWindow['way'] })} />
        {value.way ? (
          <>
            <div className="form-row">
              <TextField name="window.from" label={t.voice.from} help={t.voice.hourHelp} optional value={value.from} onChange={(from) => draft.set({ from })} />
              <TextField name="window.until" label={t.voice.untilHour} optional value={value.until} onChange={(until) => draft.set({ until })} />
            </div>
            <ChoicesField name="window.days" label={t.voice.days} help={t.voice.daysHelp} optional options={t.voice.weekday.map((label, day) => ({ value: String(day), label }))} value={value.days} onChange={(days) => draft.set({ days })} />
            <Checkbox name="window.may_leave_message" checked={value.leave} onChange={(leave) => draft.set({ leave })}>{t.voice.leaveMessage}</Checkbox>
          </>
        ) : null}
      </Form>
    </Card>
  );
}
