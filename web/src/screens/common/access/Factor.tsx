import { useEffect, useState } from 'react';
import { api, fieldMessages, toProblem, type ApiProblem, type SessionView } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { Button, Disclosure, Failure, Form, Notice, Skeleton, TextField, errorsOf, toast } from '@/ui/index.ts';
import { RecoveryCodes } from './RecoveryCodes.tsx';
import { useAct } from './useAct.ts';
import './access.css';

type Enrolment = { secret: string; uri: string; qr_svg: string };
type FactorMade = { recovery_codes: string[]; session: SessionView };

/** A code of the phone, or one that was kept for the day it is lost. */
export function ShowFactor({ onDone }: { onDone: (view: SessionView) => void }) {
  const [recovery, setRecovery] = useState(false);
  const [code, setCode] = useState('');
  const show = useAct<SessionView>('/session/second-factor/show', onDone);
  const field = recovery ? 'recovery_code' : 'code';
  return (
    <Form
      label={t.access.factorTitle}
      submitLabel={t.access.showFactor}
      pending={show.pending}
      problem={show.problem}
      fieldErrors={show.fieldErrors}
      validate={() => errorsOf({ [field]: !code.trim() && t.common.required })}
      onSubmit={() => void show.send({ [field]: code })}
      actions={<Button variant="quiet" onPress={() => { setRecovery(!recovery); setCode(''); }}>{recovery ? t.access.codeInstead : t.access.recoveryInstead}</Button>}
    >
      {recovery ? (
        <TextField key="recovery" name="recovery_code" label={t.access.recoveryCode} help={t.access.recoveryHelp} value={code} onChange={setCode} ltr autoFocus />
      ) : (
        <TextField key="code" name="code" label={t.access.factorCode} help={t.access.factorCodeHelp} value={code} onChange={setCode} inputMode="numeric" autoComplete="one-time-code" ltr autoFocus />
      )}
    </Form>
  );
}

type MakeFactorProps = { /** Why it is asked for. */ why: string; onDone: (view: SessionView) => void };

/** A new second factor: install, scan or type, show a code; then the recovery codes, once. */
export function MakeFactor({ why, onDone }: MakeFactorProps) {
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [failed, setFailed] = useState<ApiProblem | null>(null);
  const [made, setMade] = useState<FactorMade | null>(null);
  const [code, setCode] = useState('');
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);

  useEffect(() => {
    let gone = false;
    api.post<Enrolment>('/session/second-factor/begin', {}).then(
      (begun) => { if (!gone) setEnrolment(begun); },
      (error: unknown) => { if (!gone) setFailed(toProblem(error)); },
    );
    return () => { gone = true; };
  }, []);

  const confirm = async () => {
    setPending(true);
    setProblem(null);
    try {
      setMade(await api.post<FactorMade>('/session/second-factor/confirm', { code }));
      toast(t.access.factorMade);
    } catch (error) {
      setProblem(toProblem(error));
    } finally {
      setPending(false);
    }
  };

  if (made) return <RecoveryCodes codes={made.recovery_codes} onKept={() => onDone(made.session)} />;
  if (failed) return <Failure problem={failed} />;
  if (!enrolment) return <Skeleton />;
  return (
    <Form
      label={t.access.makeFactorTitle}
      submitLabel={t.access.confirmFactor}
      pending={pending}
      problem={problem}
      fieldErrors={fieldMessages(problem)}
      validate={() => errorsOf({ code: !code.trim() && t.common.required })}
      onSubmit={() => void confirm()}
    >
      <Notice><p>{why}</p></Notice>
      <ol className="numbered">
        <li>{t.access.stepInstall}</li>
        <li>{t.access.stepScan}</li>
        <li>{t.access.stepCode}</li>
      </ol>
      <img className="qr" alt={t.access.qrLabel} src={`data:image/svg+xml,${encodeURIComponent(enrolment.qr_svg)}`} />
      <a className="button secondary" href={enrolment.uri}>{t.access.openAuthenticator}</a>
      <Disclosure summary={t.access.secretByHand}>
        <p><span className="soft">{t.access.secret}: </span><code className="secret-by-hand" dir="ltr">{enrolment.secret.match(/.{1,4}/g)?.join(' ')}</code></p>
      </Disclosure>
      <TextField name="code" label={t.access.factorCode} help={t.access.factorCodeHelp} value={code} onChange={setCode} inputMode="numeric" autoComplete="one-time-code" ltr />
    </Form>
  );
}

type FinishSignInProps = { view: SessionView; onDone: (view: SessionView) => void; /** Somebody else wants to sign in. */ onStartOver?: (() => void) | undefined };

/** What is left after the password. */
export function FinishSignIn({ view, onDone, onStartOver }: FinishSignInProps) {
  return (
    <div className="stack">
      <h2>{view.step === 'enrolment' ? t.access.makeFactorTitle : t.access.factorTitle}</h2>
      {view.step === 'enrolment' ? <MakeFactor why={t.access.makeFactorWhy} onDone={onDone} /> : <ShowFactor onDone={onDone} />}
      {onStartOver ? <div><Button small variant="quiet" onPress={onStartOver}>{t.access.startOver}</Button></div> : null}
    </div>
  );
}
