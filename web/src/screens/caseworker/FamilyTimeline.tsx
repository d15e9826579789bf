import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { api, type ApiProblem, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { EventList } from '@/screens/family/Timeline.tsx';
import type { TimelineEvent } from '@/screens/family/types.ts';
import { Card, Failure, LoadMore, Skeleton } from '@/ui/index.ts';

const PAGE_SIZE = 40;

/** An assessment is opened by itself. */
function waysOn(id: string, { type, payload }: TimelineEvent): ReactNode {
  const assessment = payload['assessment_id'];
  if (type !== 'assessment_recorded' || typeof assessment !== 'string') return null;
  return <Link className="no-print" to="/families/$id/assessments/$assessmentId" params={{ id, assessmentId: assessment }}>{t.family.assessment.see}</Link>;
}

/** Everything that happened, newest first. */
export function FamilyTimeline({ id }: { id: string }) {
  const path = `/families/${id}/timeline`;
  const events = useInfiniteQuery<Paged<TimelineEvent>, ApiProblem, { pages: Paged<TimelineEvent>[] }, readonly unknown[], string | null>({
    queryKey: [path],
    queryFn: ({ pageParam }) => api.get<Paged<TimelineEvent>>(path, { limit: PAGE_SIZE, cursor: pageParam }),
    initialPageParam: null,
    getNextPageParam: (last) => last.next ?? null,
  });
  if (events.data === undefined) return events.error ? <Failure problem={events.error} retry={() => void events.refetch()} /> : <Skeleton />;
  return (
    <Card>
      <div className="stack">
        <EventList events={events.data.pages.flatMap((page) => page.items)} more={(event) => waysOn(id, event)} />
        <LoadMore hasMore={events.hasNextPage} pending={events.isFetchingNextPage} onMore={() => void events.fetchNextPage()} />
      </div>
    </Card>
  );
}
