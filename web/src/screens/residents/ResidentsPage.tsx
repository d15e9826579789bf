import { useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useApi } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatDate, num } from '@/lib/dates.ts';
import { Mark, PrintButton, Skeleton } from '@/ui/index.ts';
import { Content } from './Content.tsx';
import type { ResidentsPageView } from './types.ts';
import './residents.css';

/** The page of a neighborhood for everybody who lives there: no account, large letters, one or two sheets of paper. */
export function ResidentsPage() {
  const { id } = useParams({ from: '/residents/$id' });
  const words = t.residents;
  const found = useApi<ResidentsPageView>(`/residents/${id}`);
  const name = found.data?.neighborhood.name;
  useEffect(() => {
    document.title = name ? `${words.title(name)} · ${t.shell.app}` : t.shell.app;
  }, [name, words]);
  if (found.isPending) return <main className="residents" id="main"><Skeleton rows={6} /></main>;
  const page = found.data;
  if (!page) {
    const busy = found.error?.status === 429;
    return <main className="residents" id="main"><Mark /><h1>{busy ? words.busy : words.none}</h1><p>{busy ? words.busyHelp : words.noneHelp}</p></main>;
  }
  return (
    <main className="residents" id="main">
      <header>
        <h1>{words.title(digits(page.neighborhood.name ?? ''))}</h1>
        <p>{page.city ? <><bdi>{page.city}</bdi> · </> : null}{words.version(num(page.version), formatDate(page.published_on))}</p>
        <p className="residents-lead">{words.lead}</p>
      </header>
      <Content page={page.page} />
      <footer><p>{words.foot}</p><PrintButton label={words.print} main /></footer>
    </main>
  );
}
