import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useApi } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatDate, num, today } from '@/lib/dates.ts';
import { FamilyFileView } from '@/screens/family/FamilyFileView.tsx';
import { optionsOf } from '@/screens/family/options.ts';
import { EventList } from '@/screens/family/Timeline.tsx';
import type { FamilyFile, TimelineEvent } from '@/screens/family/types.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Button, Card, ChoiceField, Loaded, Notice, Page, TimeSlider } from '@/ui/index.ts';
import type { PastSearch } from './routes.ts';

type Replay = { sequence: number; last_sequence: number; state: FamilyFile; event: TimelineEvent; axis: 'happened' | 'recorded' };

/** A dragged slider asks for the file once it rests. */
const REST_MILLISECONDS = 300;

/** The file of a family as it was on a day, or at an event of its history: for its own people, each look recorded. */
export function Past() {
  const { id } = useParams({ from: '/shell/families/$id/past' });
  const search = useSearch({ from: '/shell/families/$id/past' });
  const navigate = useNavigate();
  const go = (next: PastSearch) => void navigate({ to: '/families/$id/past', params: { id }, search: next, replace: true, resetScroll: false });
  const { day, at, axis = 'happened' } = search;
  const replay = useApi<Replay>(`/families/${id}/replay`, { query: day ? { at: day, axis } : { at }, keepPrevious: !day });
  const [asked, setAsked] = useState<number | null>(null);
  useEffect(() => {
    if (asked === null) return;
    const rest = setTimeout(() => {
      go({ at: asked });
      setAsked(null);
    }, REST_MILLISECONDS);
    return () => clearTimeout(rest);
  });
  const last = replay.data?.last_sequence ?? 1;
  const step = asked ?? (day ? (replay.data?.sequence ?? last) : (at ?? replay.data?.sequence ?? last));
  const early = day !== undefined && replay.error?.status === 422;
  return (
    <Page title={t.owed.past.title} subtitle={t.owed.past.help} back={{ label: t.caseworker.backToFamily, to: '/families/$id', params: { id } }}>
      <div className="stack-wide">
        <Card className="no-print">
          <div className="stack">
            <TimeSlider label={t.owed.past.step} value={Math.min(step, last)} max={last} onChange={setAsked} output={t.owed.past.of(num(Math.min(step, last)), num(last))} />
            <div className="form-row">
              <DateField name="day" label={t.owed.past.day} optional value={day ?? null} onChange={(to) => go(to ? { day: to, ...(axis === 'recorded' ? { axis } : {}) } : {})} max={today()} />
              {day ? <ChoiceField name="axis" label={t.owed.past.axis} options={optionsOf(t.owed.past.axes)} value={axis} onChange={(to) => go({ day, axis: to === 'recorded' ? 'recorded' : undefined })} /> : null}
            </div>
            {day || at ? <div><Button small onPress={() => go({})}>{t.owed.past.backToNow}</Button></div> : null}
          </div>
        </Card>
        {early ? <Notice>{t.owed.past.before}</Notice> : (
          <Loaded query={replay} rows={6}>
            {(found) => (
              <div className="stack-wide" aria-live="polite">
                <h2>{found.sequence === found.last_sequence && !day ? t.owed.past.now : t.owed.past.asOf(formatDate(found.event.happened_at))}</h2>
                <Card><EventList events={[found.event]} /></Card>
                <FamilyFileView file={found.state} />
              </div>
            )}
          </Loaded>
        )}
      </div>
    </Page>
  );
}
