import { useState } from 'react';
import { api, fieldMessages, toProblem, type ApiProblem } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { Dialog, Form, TextField, errorsOf } from '@/ui/index.ts';

type ConfirmAgainProps = { by: 'code' | 'password'; onAnswer: (confirmed: boolean) => void };

/** Before a sensitive act: who sits there, once more. What was being sent goes on after it. */
export function ConfirmAgain({ by, onAnswer }: ConfirmAgainProps) {
  const [typed, setTyped] = useState('');
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const submit = async () => {
    setPending(true);
    setProblem(null);
    try {
      await api.post('/session/confirm', { [by]: typed });
      onAnswer(true);
    } catch (error) {
      setProblem(toProblem(error));
      setPending(false);
    }
  };
  return (
    <Dialog title={t.access.confirmTitle} open onClose={() => onAnswer(false)}>
      <Form label={t.access.confirmTitle} submitLabel={t.access.confirm} pending={pending} problem={problem} fieldErrors={fieldMessages(problem)} validate={() => errorsOf({ [by]: !typed.trim() && t.common.required })} onSubmit={() => void submit()}>
        <p className="soft">{t.access.confirmText}</p>
        {by === 'code' ? (
          <TextField name="code" label={t.access.factorCode} help={t.access.factorCodeHelp} value={typed} onChange={setTyped} inputMode="numeric" autoComplete="one-time-code" ltr autoFocus />
        ) : (
          <TextField name="password" type="password" label={t.shell.password} value={typed} onChange={setTyped} autoComplete="current-password" ltr autoFocus />
        )}
      </Form>
    </Dialog>
  );
}
