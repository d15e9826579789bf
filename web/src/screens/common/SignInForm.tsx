import { Suspense, lazy, useLayoutEffect, useRef, useState } from 'react';
import { ApiProblem, fieldMessages, toProblem } from '@/api/problem.ts';
import { entered, signIn } from '@/api/session.ts';
import type { SessionView, User } from '@/api/types.ts';
import { t, withTexts } from '@/i18n/index.ts';
import { takeTyped } from '@/shell/early.ts';
import { Form, Skeleton, TextField, errorsOf } from '@/ui/index.ts';

// After the password, and not for everybody.
const factor = withTexts(['access'], () => import('./access/Factor.tsx'));
const FinishSignIn = lazy(() => factor().then((m) => ({ default: m.FinishSignIn })));

type SignInFormProps = { username?: string; /** A session whose second factor is still to come. */ half?: SessionView | null; onDone: (user: User) => void };

/** A wrong password is answered by 401 like a missing session; here it means the password. */
function signInProblem(error: unknown): ApiProblem {
  const problem = toProblem(error);
  return problem.status === 401 ? new ApiProblem(401, { code: 'wrong_password' }) : problem;
}

export function SignInForm({ username: known = '', half: found = null, onDone }: SignInFormProps) {
  const [half, setHalf] = useState<SessionView | null>(found);
  const [username, setUsername] = useState(known);
  const [password, setPassword] = useState('');
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);

  const go = (view: SessionView) => (view.step ? setHalf(view) : onDone(entered(view)));

  const submit = async (as = username, by = password) => {
    setPending(true);
    setProblem(null);
    try {
      go(await signIn(as.trim(), by));
    } catch (error) {
      setProblem(signInProblem(error));
    } finally {
      setPending(false);
    }
  };

  // What was typed before the app was there goes on here, the place of the cursor and a pressed button included.
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const typed = takeTyped();
    if (!typed) return;
    setUsername(typed.username);
    setPassword(typed.password);
    if (typed.focused) box.current?.querySelector<HTMLInputElement>(`input[name="${typed.focused}"]`)?.focus();
    if (typed.sent) void submit(typed.username, typed.password);
    // Once, when it is first drawn.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  if (half) return <Suspense fallback={<Skeleton />}><FinishSignIn view={half} onDone={go} onStartOver={known ? undefined : () => setHalf(null)} /></Suspense>;
  return (
    <div ref={box}>
      <Form
        label={t.shell.signInTitle}
        submitLabel={pending ? t.shell.signingIn : t.shell.signIn}
        pending={pending}
        problem={problem}
        fieldErrors={fieldMessages(problem)}
        validate={() => errorsOf({ username: !username.trim() && t.common.required, password: !password && t.common.required })}
        onSubmit={() => void submit()}
      >
        <TextField name="username" label={t.shell.username} value={username} onChange={setUsername} autoComplete="username" ltr />
        <TextField name="password" type="password" label={t.shell.password} value={password} onChange={setPassword} autoComplete="current-password" ltr />
      </Form>
    </div>
  );
}
