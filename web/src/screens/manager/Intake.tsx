import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { t } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';
import type { FamilyCard } from '@/screens/family/types.ts';
import { FamilyCardRow } from '@/screens/caseworker/FamilyCardRow.tsx';
import { AsOf, Empty, LinkButton, Loaded, Page, Tabs, TakeAway } from '@/ui/index.ts';
import { CompareList } from '@/screens/trust/Compare.tsx';
import { useComparisons } from '@/screens/trust/data.ts';
import { useIntake } from './data.ts';
import type { IntakeList } from './routes.ts';

type ListProps = { list: Exclude<IntakeList, 'compare'>; families: readonly FamilyCard[]; total: number };

/** What each family of a list waits for, as a link to where it is done. */
function Next({ list, family }: { list: ListProps['list']; family: FamilyCard }) {
  const params = { id: family.id };
  // Without consent nothing else may begin, whatever list the family stands in.
  if (family.consent === 'refused' || family.consent === 'withdrawn') return <LinkButton small variant="quiet" to="/families/$id" params={params} search={{}}>{t.manager.seeFile}</LinkButton>;
  if (family.consent !== 'given') return <LinkButton small to="/families/$id/consent" params={params}>{t.caseworker.steps.consent}</LinkButton>;
  if (list === 'assessment') return <LinkButton small to="/families/$id/assess" params={params}>{t.caseworker.assess}</LinkButton>;
  return <LinkButton small variant="primary" icon="caseworker" to="/center/assign/$id" params={params}>{t.caseworker.steps.assign}</LinkButton>;
}

function Waiting({ list, families, total }: ListProps) {
  if (families.length === 0) return <Empty icon="check" title={t.manager.intake.none[list]} />;
  return (
    <div className="stack">
      <p className="soft">{t.manager.intake.why[list]}</p>
      <ul className="cards two">
        {families.map((family) => (
          <li key={family.id} className="with-next">
            <FamilyCardRow family={family} />
            <div className="next"><Next list={list} family={family} /></div>
          </li>
        ))}
      </ul>
      {total > families.length ? <p className="soft">{t.manager.intake.shownOf(num(families.length), num(total))}{list === 'harmed' ? <> <Link to="/families" search={{ tier: 'harmed', held: 'no', state: 'open' }}>{t.boards.allWaiting}</Link></> : <> <Link to="/families" search={{ awaits: list, state: 'open' }}>{t.boards.allWaiting}</Link></>}</p> : null}
    </div>
  );
}

/** What waits before focused aid: consent, assessment, a caseworker. */
export function Intake() {
  const intake = useIntake();
  const questions = useComparisons().data?.to_answer.length ?? 0;
  const { list } = useSearch({ from: '/shell/center/intake' });
  const navigate = useNavigate();
  return (
    <Page title={t.manager.menu.intake} subtitle={t.manager.intake.subtitle} actions={<LinkButton to="/center/new" variant="primary" icon="add">{t.manager.newFamily}</LinkButton>}>
      <Loaded query={intake} rows={6}>
        {(found) => {
          const { counts } = found;
          // The list with someone in danger comes first.
          const first: IntakeList = counts.harmed_without_caseworker > 0 ? 'harmed' : counts.awaiting_consent > 0 ? 'consent' : 'assessment';
          return (
            <div className="stack-wide">
            <Tabs
              label={t.manager.menu.intake}
              selected={list ?? first}
              onSelect={(id) => void navigate({ to: '/center/intake', search: { list: id as IntakeList }, replace: true })}
              items={[
                { id: 'harmed', label: t.manager.intake.lists.harmed, count: counts.harmed_without_caseworker, content: <Waiting list="harmed" families={found.harmed_without_caseworker} total={counts.harmed_without_caseworker} /> },
                { id: 'consent', label: t.manager.intake.lists.consent, count: counts.awaiting_consent, content: <Waiting list="consent" families={found.awaiting_consent} total={counts.awaiting_consent} /> },
                { id: 'assessment', label: t.manager.intake.lists.assessment, count: counts.awaiting_assessment, content: <Waiting list="assessment" families={found.awaiting_assessment} total={counts.awaiting_assessment} /> },
                { id: 'compare', label: t.trust.compare, count: questions, content: <CompareList /> },
              ]}
            />
            <AsOf position={found.position} at={intake.dataUpdatedAt} />
            <TakeAway what="tables/families-without-caseworker" of={t.manager.intake.lists.harmed} />
            </div>
          );
        }}
      </Loaded>
    </Page>
  );
}
