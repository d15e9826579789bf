import { useApi, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatDate, num } from '@/lib/dates.ts';
import { AsOf, Chip, DueChip, Empty, Loaded, Page, RowLink } from '@/ui/index.ts';
import type { ExpertQuestion } from './types.ts';

/** Questions that no expert has answered, the oldest first. */
export function Experts() {
  const questions = useApi<Paged<ExpertQuestion>>('/expert-questions', { streams: ['family'] });
  return (
    <Page title={t.owed.expertsTitle} subtitle={t.owed.expertsHelp}>
      <Loaded query={questions} rows={4}>
        {({ items, position }) => (
          <div className="stack">
            {items.length === 0 ? <Empty icon="check" title={t.owed.noExperts} /> : (
              <ul className="cards">
                {items.map((one) => (
                  <li key={one.id}>
                    <RowLink
                      to="/families/$id"
                      params={{ id: one.family_id }}
                      search={{ tab: 'referrals' }}
                      edge={one.state}
                      who={one.family_name ? t.family.of(one.family_name) : digits(one.file_number)}
                      what={<><bdi>{one.specialty ?? t.family.nameErased}</bdi> · {t.owed.askedOn(formatDate(one.asked_on))}</>}
                      aside={<><Chip tone="warn" icon="clock">{t.common.waitingDays(num(one.days_open))}</Chip><DueChip date={one.answer_by} /></>}
                      foot={<Chip icon="caseworker">{one.caseworker?.name ?? t.owed.nobodys}</Chip>}
                    />
                  </li>
                ))}
              </ul>
            )}
            <AsOf position={position} at={questions.dataUpdatedAt} />
          </div>
        )}
      </Loaded>
    </Page>
  );
}
