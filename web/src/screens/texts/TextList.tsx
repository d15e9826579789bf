import { hasRole, useApi, useUser, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatDate } from '@/lib/dates.ts';
import { titleOf } from '@/screens/family/data.ts';
import { Chip, Empty, LinkButton, Loaded, Page, RowLink } from '@/ui/index.ts';
import type { TextCard } from './types.ts';

/** The texts that bodies of the program approved. */
export function TextList() {
  const texts = useApi<Paged<TextCard>>('/approved-texts', { streams: ['settings'] });
  const publishes = hasRole(useUser(), 'administrator');
  return (
    <Page title={t.texts.title} subtitle={t.texts.help} actions={publishes ? <LinkButton to="/texts/new" icon="add">{t.texts.add}</LinkButton> : undefined}>
      <Loaded query={texts}>
        {({ items }) =>
          items.length === 0 ? <Empty icon="document" title={t.texts.none} /> : (
            <ul className="cards">
              {items.map((one) => (
                <li key={one.id}>
                  <RowLink
                    to="/texts/$id"
                    params={{ id: one.id }}
                    search={{}}
                    who={titleOf(one.title)}
                    what={t.texts.approved(one.approved_by, formatDate(one.approved_on))}
                    aside={<span className="cluster"><Chip>{t.texts.kind[one.kind]}</Chip>{one.withdrawn_on ? <Chip tone="warn">{t.texts.withdrawn(formatDate(one.withdrawn_on))}</Chip> : null}</span>}
                  />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Page>
  );
}
