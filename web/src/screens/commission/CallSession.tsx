import { useState } from 'react';
import { useCommand } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { today } from '@/lib/dates.ts';
import { toLatinDigits } from '@/lib/digits.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Dialog, Form, TextField, errorsOf, toast } from '@/ui/index.ts';
import type { Commission } from './types.ts';

/** «۹:۳۰» and "9.30" as the server reads it, `09:30`; null when it is no time of day. */
export function wallClock(text: string): string | null {
  const found = /^\s*(\d{1,2})\s*[:.٫]\s*(\d{2})\s*$/.exec(toLatinDigits(text));
  if (!found) return null;
  const [hour, minute] = [Number(found[1]), Number(found[2])];
  return hour < 24 && minute < 60 ? `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}` : null;
}

export function CallSession({ commission, onClose }: { commission: Commission; onClose: () => void }) {
  const [day, setDay] = useState<string | null>(null);
  const [time, setTime] = useState('');
  const call = useCommand<{ held_on: string; starts_at: string }>(`/commissions/${commission.id}/sessions`, {
    onDone: () => {
      toast(t.commission.called);
      onClose();
    },
  });
  return (
    <Dialog title={t.commission.callSession} open onClose={onClose}>
      <Form
        label={t.commission.callSession}
        submitLabel={t.commission.callSave}
        pending={call.pending}
        problem={call.problem}
        fieldErrors={call.fieldErrors}
        validate={() => errorsOf({ held_on: !day && t.common.dateMissing, starts_at: !wallClock(time) && t.commission.timeWrong })}
        onSubmit={() => void call.send({ held_on: day ?? '', starts_at: wallClock(time) ?? time })}
      >
        <DateField name="held_on" label={t.commission.heldOn} value={day} onChange={setDay} min={today()} />
        <TextField name="starts_at" label={t.commission.startTime} help={t.commission.startTimeHelp} value={time} onChange={setTime} maxLength={5} ltr />
      </Form>
    </Dialog>
  );
}
