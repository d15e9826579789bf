import { useNavigate, useSearch } from '@tanstack/react-router';
import { t } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';
import { AsOf, Button, Empty, LinkButton, Loaded, Narrowed, Page, RowLink, StatLink, TakeAway } from '@/ui/index.ts';
import { Board } from './Board.tsx';
import { CaseloadBar, CaseloadChips } from './CaseloadBar.tsx';
import { useCaseloads, useSettings, type Caseload } from './data.ts';
import type { CaseloadList } from './routes.ts';
import '@/screens/family/family.css';

const HOURS_BEFORE = 40;

/** Who is counted by a number, and stands in the list it opens. */
const COUNTED: Record<CaseloadList, (one: Caseload) => boolean> = {
  spare: (one) => one.flag === 'spare' && one.accredited,
  full: (one) => one.flag === 'full',
  not_ready: (one) => !one.accredited,
};

/** Who holds how many, who could take more, whose hours lack. */
export function Caseloads() {
  const { show, board = false } = useSearch({ from: '/shell/center/caseloads' });
  const navigate = useNavigate();
  const caseloads = useCaseloads();
  const hours = useSettings().data?.values.hours_before ?? HOURS_BEFORE;
  /** A number pressed again shows all again. */
  const numberOf = (list: CaseloadList, items: readonly Caseload[]) => ({
    to: '/center/caseloads' as const, search: { ...(board ? { board } : {}), ...(show === list ? {} : { show: list }) }, resetScroll: false,
    value: items.filter(COUNTED[list]).length, ...(show === list ? { 'aria-current': 'true' as const } : {}),
  });
  return (
    <Page title={t.manager.menu.caseloads} subtitle={t.manager.caseloadsHelp} actions={<LinkButton to="/center/caseworkers/new" icon="add">{t.manager.newCaseworker}</LinkButton>}>
      <Loaded query={caseloads} rows={6}>
        {({ items, position }) => {
          const shown = show ? items.filter(COUNTED[show]) : items;
          return items.length === 0 ? <Empty icon="caseworker" title={t.manager.noCaseworkers} /> : (
            <div className="stack-wide">
              <div className="tiles">
                <StatLink to="/families" search={{ held: 'yes' }} name={t.manager.stats.held} value={items.reduce((sum, c) => sum + c.families, 0)} />
                <StatLink {...numberOf('spare', items)} name={t.manager.stats.spare} tone="warn" note={t.manager.stats.spareNote} />
                <StatLink {...numberOf('full', items)} name={t.manager.stats.full} />
                <StatLink {...numberOf('not_ready', items)} name={t.manager.stats.notReady} note={t.manager.stats.notReadyNote(num(hours))} />
              </div>
              <div className="spread"><Button small icon={board ? 'caseworker' : 'chart'} onPress={() => void navigate({ to: '/center/caseloads', search: { ...(show ? { show } : {}), ...(board ? {} : { board: true }) }, replace: true, resetScroll: false })}>{board ? t.manager.asCards : t.manager.board}</Button><TakeAway what="caseloads" /></div>
              {show ? <Narrowed what={t.boards.caseworkers[show]} onAll={() => void navigate({ to: '/center/caseloads', search: board ? { board } : {}, replace: true, resetScroll: false })} /> : null}
              {shown.length === 0 ? <Empty icon="caseworker" title={t.common.empty} /> : board ? <Board caseloads={shown} /> : <ul className="cards two">
                {shown.map((c) => (
                  <li key={c.caseworker.id}>
                    <RowLink
                      to="/center/caseworkers/$id"
                      params={{ id: c.caseworker.id }}
                      who={c.caseworker.name ?? t.family.nameErased}
                      foot={<span className="stack-tight"><CaseloadBar caseload={c} /><span className="cluster"><CaseloadChips caseload={c} hoursNeeded={hours} /></span></span>}
                    />
                  </li>
                ))}
              </ul>}
              <AsOf position={position} at={caseloads.dataUpdatedAt} />
            </div>
          );
        }}
      </Loaded>
    </Page>
  );
}
