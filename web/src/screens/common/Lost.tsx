import type { ErrorComponentProps } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { ApiProblem, problemText } from '@/api/problem.ts';
import { t } from '@/i18n/index.ts';
import { Button, LinkButton } from '@/ui/Button.tsx';
import { Page } from '@/ui/Page.tsx';
import { Empty } from '@/ui/State.tsx';

export function NotFound() {
  return (
    <Page title={t.shell.notFoundTitle} titleHidden>
      <Empty icon="search" title={t.shell.notFoundTitle}>
        <p>{t.shell.notFoundText}</p>
        <LinkButton to="/" variant="primary">{t.shell.home}</LinkButton>
      </Empty>
    </Page>
  );
}

/** Outside the shell, where nothing else frames it. */
export function Nowhere() {
  return <main className="content"><NotFound /></main>;
}

export function NotYours() {
  return (
    <Page title={t.shell.notYoursTitle} titleHidden>
      <Empty icon="info" title={t.shell.notYoursTitle}>
        <p>{t.shell.notYoursText}</p>
        <LinkButton to="/" variant="primary">{t.shell.home}</LinkButton>
      </Empty>
    </Page>
  );
}

/** The error boundary: what broke goes to the console of the developer, never with its data to the screen. */
export function Broken({ error }: ErrorComponentProps) {
  useEffect(() => {
    document.title = `${t.shell.brokenTitle} · ${t.shell.app}`;
  }, []);
  // Inside the shell what is around it stays, with the page's one main part; where the shell itself broke, this is it.
  const [Part] = useState<'main' | 'section'>(() => (document.getElementById('main') ? 'section' : 'main'));
  return (
    <Part className="content" id="broken">
      <h1 className="visually-hidden">{t.shell.brokenTitle}</h1>
      <Empty icon="alert" title={t.shell.brokenTitle}>
        <p>{error instanceof ApiProblem ? problemText(error) : t.shell.brokenText}</p>
        <Button variant="primary" onPress={() => location.reload()}>{t.shell.reload}</Button>
      </Empty>
    </Part>
  );
}
