import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatDate } from '@/lib/dates.ts';
import { Button, Chip, LinkButton, Loaded, Page, PaperHead, PrintButton } from '@/ui/index.ts';
import { BuiltResult } from './BuiltResult.tsx';
import { DeleteDialog, RenameDialog, ShareDialog } from './SaveDialogs.tsx';
import { searchOf } from './search.ts';
import type { SavedReport } from './types.ts';
import './catalog.css';

type Act = 'rename' | 'share' | 'delete';

function Body({ report }: { report: SavedReport }) {
  const words = t.catalog;
  const [act, setAct] = useState<Act | null>(null);
  const close = () => setAct(null);
  const search = searchOf(report.definition);
  return (
    <article className="paper stack">
      <PaperHead what={report.name} />
      <p className="soft cluster"><Chip tone={report.own ? 'quiet' : 'info'}>{report.own ? words.own : words.shared}</Chip><span>{words.savedOn(formatDate(report.saved_on))}</span>{report.shared_role ? <span>{words.sharedWith(t.words.role[report.shared_role])}</span> : null}</p>
      <BuiltResult search={search} title={report.name} />
      <div className="cluster no-print">
        <LinkButton to="/reports/build" search={report.own ? { ...search, saved: report.id } : search}>{words.edit}</LinkButton>
        {report.own ? (
          <>
            <Button onPress={() => setAct('rename')}>{words.rename}</Button>
            <Button onPress={() => setAct('share')}>{words.changeShare}</Button>
            <Button variant="quiet" onPress={() => setAct('delete')}>{words.remove}</Button>
          </>
        ) : null}
        <PrintButton />
      </div>
      <p className="faint no-print">{words.link}</p>
      {act === 'rename' ? <RenameDialog report={report} onClose={close} /> : null}
      {act === 'share' ? <ShareDialog report={report} onClose={close} /> : null}
      {act === 'delete' ? <DeleteDialog report={report} onClose={close} /> : null}
    </article>
  );
}

/** A report that somebody keeps, counted now and by the reader's own rights. */
export function SavedReportPage() {
  const words = t.catalog;
  const { id } = useParams({ from: '/shell/reports/saved/$id' });
  const report = useApi<SavedReport>(`/saved-reports/${id}`, { streams: ['saved_report'] });
  return (
    <Page title={report.data?.name ?? words.saved} back={{ label: words.all, to: '/reports' }}>
      <Loaded query={report} rows={6}>{(found) => <Body report={found} />}</Loaded>
    </Page>
  );
}
