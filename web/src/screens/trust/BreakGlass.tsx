import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useCommand, type Committed } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { toLatinDigits } from '@/lib/digits.ts';
import { written } from '@/screens/family/options.ts';
import { Button, Dialog, Form, TextArea, TextField, errorsOf } from '@/ui/index.ts';

type BreakGlassProps = {
  /** Over which family, where the screen knows. */
  file?: string;
  /** What a search found alike, by what was searched. */
  match?: object;
  onClose: () => void;
};

/** A manager opens what only an emergency opens: with a reason, for three hours, told to those who answer for the family. */
export function BreakGlass({ file, match, onClose }: BreakGlassProps) {
  const navigate = useNavigate();
  const [number, setNumber] = useState(file ?? '');
  const [reason, setReason] = useState('');
  const glass = useCommand<object>('/break-glass', {
    onDone: (answer: Committed) => {
      onClose();
      void navigate({ to: '/families/$id', params: { id: answer.id }, search: {} });
    },
  });
  return (
    <Dialog title={t.trust.breakGlass} open onClose={onClose}>
      <Form
        label={t.trust.breakGlass}
        submitLabel={t.trust.breakNow}
        pending={glass.pending}
        problem={glass.problem}
        fieldErrors={glass.fieldErrors}
        validate={() => errorsOf({ file_number: !match && !number.trim() && t.common.required, reason: !reason.trim() && t.common.required })}
        onSubmit={() => void glass.send({ reason: written(reason), ...(match ? { match } : { file_number: toLatinDigits(number.trim()) }) })}
        actions={<Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>}
      >
        <p className="soft">{t.trust.breakGlassWhy}</p>
        {match ? <p className="strong">{t.trust.breakGlassMatch}</p> : <TextField name="file_number" label={t.trust.breakGlassFile} ltr value={number} onChange={setNumber} disabled={file !== undefined} />}
        <TextArea name="reason" label={t.trust.breakGlassReason} rows={3} value={reason} onChange={setReason} />
      </Form>
    </Dialog>
  );
}
