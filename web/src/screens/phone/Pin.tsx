import { useState } from 'react';
import { t } from '@/i18n/index.ts';
import { isEasy, pinOf } from '@/offline/vault.ts';
import { Form, TextField, errorsOf } from '@/ui/index.ts';

type NewPinProps = { label: string; submitLabel: string; pending: boolean; onPin: (pin: string) => void; said?: string | null };

/** Another PIN, twice. */
export function NewPin({ label, submitLabel, pending, onPin, said = null }: NewPinProps) {
  const [first, setFirst] = useState('');
  const [second, setSecond] = useState('');
  const pin = pinOf(first);
  return (
    <Form
      label={label}
      submitLabel={submitLabel}
      pending={pending}
      fieldErrors={said ? { pin: said } : {}}
      validate={() => errorsOf({ pin: pin === null ? t.phone.lock.malformed : isEasy(pin) && t.phone.lock.easy, again: pinOf(second) !== pin && t.phone.lock.different })}
      onSubmit={() => pin && onPin(pin)}
    >
      <TextField name="pin" type="password" inputMode="numeric" label={t.phone.lock.newPin} help={t.phone.lock.pin} value={first} onChange={setFirst} autoComplete="off" ltr />
      <TextField name="again" type="password" inputMode="numeric" label={t.phone.lock.again} value={second} onChange={setSecond} autoComplete="off" ltr />
    </Form>
  );
}
