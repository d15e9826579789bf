import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { Suspense, lazy, useEffect, useState } from 'react';
import { problemText, toProblem } from '@/api/problem.ts';
import { entered, halfSession, signIn, useMeta } from '@/api/session.ts';
import type { DemoSignIn, SessionView, User } from '@/api/types.ts';
import { language, switchLanguage, t, withTexts } from '@/i18n/index.ts';
import { homeOf, menuOf } from '@/shell/menu.ts';
import { Button, Card, Icon, Mark, toast } from '@/ui/index.ts';
import { SignInForm } from './SignInForm.tsx';

// Few offices have a provider.
const outsideParts = withTexts(['access'], () => import('./access/Outside.tsx'));
const OutsideSignIn = lazy(() => outsideParts().then((m) => ({ default: m.OutsideSignIn })));

function DemoSignIns({ signIns, onDone }: { signIns: readonly DemoSignIn[]; onDone: (view: SessionView) => void }) {
  const [busy, setBusy] = useState<string | null>(null);
  const enter = async ({ username, password }: DemoSignIn) => {
    setBusy(username);
    try {
      onDone(await signIn(username, password));
    } catch (error) {
      toast(problemText(toProblem(error)), 'bad');
      setBusy(null);
    }
  };
  return (
    <Card title={t.shell.demoSignIns}>
      <div className="stack">
        <p className="faint">{t.shell.demoHint}</p>
        <ul className="demo-cards">
          {signIns.map((demo) => (
            <li key={demo.username}>
              <button type="button" className="demo-card" disabled={busy !== null} onClick={() => void enter(demo)}>
                <span className="avatar" aria-hidden="true"><Icon name={iconOf(demo)} /></span>
                <span>
                  <span className="strong">{t.words.role[demo.role]}</span>
                  <small><bdi dir="ltr">{demo.username}</bdi></small>
                </span>
                {busy === demo.username ? <span className="spinner" /> : <Icon name="chevron" size={18} />}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </Card>
  );
}

/** The picture of a role is that of its first screen. */
function iconOf({ role }: DemoSignIn) {
  return menuOf({ roles: [role] })[0]?.icon ?? 'me';
}

export function Login() {
  const meta = useMeta();
  const router = useRouter();
  const navigate = useNavigate();
  const { next, outside } = useSearch({ from: '/login' });
  const demo = meta.data?.demo_sign_ins ?? [];
  const [half, setHalf] = useState(halfSession);

  useEffect(() => {
    document.title = `${t.shell.signInTitle} · ${t.shell.app}`;
  }, []);

  const enter = (user: User) => {
    if (next) router.history.replace(next);
    else void navigate({ to: homeOf(user), replace: true });
  };

  return (
    <main className={demo.length > 0 ? 'door with-demo' : 'door'} id="main">
      <div className="door-head">
        <Mark />
        <h1>{t.shell.signInTitle}</h1>
        <p className="soft">{t.shell.tagline}</p>
      </div>
      <Card>
        <SignInForm key={half?.user_id ?? ''} half={half} onDone={enter} />
      </Card>
      {half || !meta.data?.outside ? null : <Suspense><OutsideSignIn next={next} code={outside} /></Suspense>}
      {demo.length > 0 ? <DemoSignIns signIns={demo} onDone={(view) => (view.step ? setHalf(view) : enter(entered(view)))} /> : null}
      <div className="door-foot">
        <Button variant="quiet" onPress={() => switchLanguage(language === 'fa' ? 'en' : 'fa')}>
          <span lang={language === 'fa' ? 'en' : 'fa'}>{language === 'fa' ? t.common.english : t.common.persian}</span>
        </Button>
      </div>
    </main>
  );
}
