import { useState } from 'react';
import { t } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';
import { Button, Empty, LinkButton, Loaded, Page, RowLink, Stat, StatLink, TakeAway } from '@/ui/index.ts';
import { Board } from './Board.tsx';
import { CaseloadBar, CaseloadChips } from './CaseloadBar.tsx';
import { useCaseloads, useSettings } from './data.ts';
import '@/screens/family/family.css';

const HOURS_BEFORE = 40;

/** Who holds how many, who could take more, whose hours lack. */
export function Caseloads() {
  const [board, setBoard] = useState(false);
  const caseloads = useCaseloads();
  const hours = useSettings().data?.values.hours_before ?? HOURS_BEFORE;
  return (
    <Page title={t.manager.menu.caseloads} subtitle={t.manager.caseloadsHelp} actions={<LinkButton to="/center/caseworkers/new" icon="add">{t.manager.newCaseworker}</LinkButton>}>
      <Loaded query={caseloads} rows={6}>
        {({ items }) =>
          items.length === 0 ? <Empty icon="caseworker" title={t.manager.noCaseworkers} /> : (
            <div className="stack-wide">
              <div className="tiles">
                <StatLink to="/families" search={{ held: 'yes' }} name={t.manager.stats.held} value={items.reduce((sum, c) => sum + c.families, 0)} />
                <Stat name={t.manager.stats.spare} value={items.filter((c) => c.flag === 'spare' && c.accredited).length} tone="warn" note={t.manager.stats.spareNote} />
                <Stat name={t.manager.stats.full} value={items.filter((c) => c.flag === 'full').length} />
                <Stat name={t.manager.stats.notReady} value={items.filter((c) => !c.accredited).length} note={t.manager.stats.notReadyNote(num(hours))} />
              </div>
              <div className="spread"><Button small icon={board ? 'caseworker' : 'chart'} onPress={() => setBoard(!board)}>{board ? t.manager.asCards : t.manager.board}</Button><TakeAway what="caseloads" /></div>
              {board ? <Board caseloads={items} /> : <ul className="cards two">
                {items.map((c) => (
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
            </div>
          )
        }
      </Loaded>
    </Page>
  );
}
