import { Link, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { hasRole, useApi, useUser, type Paged, type Role } from '@/api/index.ts';
import { inLanguage, t } from '@/i18n/index.ts';
import { digits, formatDate } from '@/lib/dates.ts';
import { Card, Chip, Empty, LinkButton, Loaded, Page, RowLink, SearchField, foldPersian } from '@/ui/index.ts';
import type { ReportCard, SavedReport, Theme } from './types.ts';

/** The first screen of a report that one of the roles opens; `/reports/tables/x` is a screen of its own for each x. */
function useScreenOf(): (card: ReportCard) => string | undefined {
  const router = useRouter();
  const user = useUser();
  return (card) =>
    card.screens.find((path) => {
      const known = path.startsWith('/reports/tables/') ? '/reports/tables/$report' : path;
      const route = Object.values(router.routesById).find((one) => one.fullPath === known);
      const roles = (route?.options.staticData as { roles?: readonly Role[] } | undefined)?.roles;
      return route !== undefined && (!roles || roles.some((role) => hasRole(user, role)));
    });
}

function Saved() {
  const words = t.catalog;
  const list = useApi<Paged<SavedReport>>('/saved-reports', { streams: ['saved_report'] });
  return (
    <Card title={words.saved} actions={<LinkButton icon="add" to="/reports/build">{words.openBuilder}</LinkButton>}>
      <Loaded query={list} rows={2}>
        {({ items }) =>
          items.length === 0 ? <p className="soft">{words.savedNone}</p> : (
            <ul className="cards two">
              {items.map((one) => (
                <li key={one.id}>
                  <RowLink to="/reports/saved/$id" params={{ id: one.id }} who={one.name} what={words.savedOn(formatDate(one.saved_on))} aside={<Chip tone={one.own ? 'quiet' : 'info'}>{one.own ? words.own : words.shared}</Chip>} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  );
}

/** Every report that the signed-in person reads, by theme, with the way to its screen. */
export function Reports() {
  const words = t.catalog;
  const user = useUser();
  const [sought, setSought] = useState('');
  const list = useApi<{ reports: ReportCard[] }>('/reports');
  const screenOf = useScreenOf();
  const fits = ({ title, number, key }: ReportCard) => foldPersian(`${title.fa} ${title.en} ${number} ${key}`.toLowerCase()).includes(foldPersian(sought.trim().toLowerCase()));
  return (
    <Page title={words.title} subtitle={words.subtitle}>
      <div className="stack">
        {hasRole(user, 'officer', 'center_manager', 'auditor') ? <Saved /> : null}
        <SearchField label={words.search} labelHidden value={sought} onChange={setSought} />
        <Loaded query={list} rows={8}>
          {({ reports }) => {
            const found = reports.filter(fits);
            const themes = (Object.keys(words.themes) as Theme[]).filter((theme) => found.some((one) => one.theme === theme));
            if (found.length === 0) return <Empty icon="search" title={words.none} />;
            return (
              <div className="stack">
                {themes.map((theme) => (
                  <Card key={theme} title={words.themes[theme]}>
                    <ul className="list report-list">
                      {found.filter((one) => one.theme === theme).map((one) => {
                        const screen = screenOf(one);
                        const title = inLanguage(one.title.fa, one.title.en);
                        return (
                          <li key={one.key} className="spread">
                            {screen ? <Link to={screen as '/'} className="strong">{title}</Link> : <span className="strong">{title}</span>}
                            <span className="faint">{words.every[one.every]} · {digits(one.number)} · {words.source(digits(one.source))}</span>
                          </li>
                        );
                      })}
                    </ul>
                  </Card>
                ))}
              </div>
            );
          }}
        </Loaded>
      </div>
    </Page>
  );
}
