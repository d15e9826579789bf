import { useInfiniteQuery } from '@tanstack/react-query';
import { api, type ApiProblem, type Paged } from '@/api/index.ts';
import { EventList } from '@/screens/family/Timeline.tsx';
import type { TimelineEvent } from '@/screens/family/types.ts';
import { Card, Failure, LoadMore, Skeleton } from '@/ui/index.ts';

const PAGE_SIZE = 40;

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
        <EventList events={events.data.pages.flatMap((page) => page.items)} />
        <LoadMore hasMore={events.hasNextPage} pending={events.isFetchingNextPage} onMore={() => void events.fetchNextPage()} />
      </div>
    </Card>
  );
}
