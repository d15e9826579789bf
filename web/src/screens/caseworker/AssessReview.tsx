import { DOMAINS } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';
import { DomainScores } from '@/screens/family/Why.tsx';
import { titleOf, useVocabulary } from '@/screens/family/data.ts';
import { estimate } from '@/screens/family/estimate.ts';
import type { AssessmentMoment, IndicatorSet } from '@/screens/family/types.ts';
import { Card, Notice, TierChip } from '@/ui/index.ts';
import type { Answers } from './Assess.tsx';

/** All answers once more, and the tier they lead to. */
export function AssessReview({ set, answers, moment }: { set: IndicatorSet; answers: Answers; moment: AssessmentMoment }) {
  const words = useVocabulary();
  const values = Object.fromEntries(Object.entries(answers).map(([code, answer]) => [code, answer.value]));
  const found = estimate(set, values);
  const unread = DOMAINS.map((domain) => ({ domain, titles: set.indicators.filter((one) => one.domain === domain && !answers[one.code]).map((one) => titleOf(one.title)) })).filter((d) => d.titles.length > 0);
  const readings = Object.entries(answers).map(([indicator, answer]) => ({ indicator, value: answer.value, assessment_id: '' }));
  return (
    <div className="stack" data-field="readings">
      <Card title={t.caseworker.wouldBe}>
        <div className="stack">
          {found ? (
            <>
              <p className="cluster"><TierChip tier={found.tier} big short={false} /><span className="soft">{t.words.assessment[moment]}</span></p>
              <p className="soft">{t.caseworker.wouldBeHelp}</p>
              <DomainScores domains={found.domains} readings={readings} words={words} />
            </>
          ) : <p className="soft">{t.caseworker.noAnswers}</p>}
        </div>
      </Card>
      {found && found.lacking.length > 0 && moment !== 'interim' ? (
        <Notice tone="warn" title={t.caseworker.lacking}>
          <p>{found.lacking.map((one) => `${t.words.domain[one.domain]} (${t.family.outOf(num(one.readings), num(set.bands.readings_per_domain))})`).join(t.common.listComma)}</p>
        </Notice>
      ) : null}
      {unread.length > 0 ? (
        <Card title={t.family.notRead}>
          <ul className="list stack-tight">
            {unread.map((one) => <li key={one.domain}><span className="strong">{t.words.domain[one.domain]}</span>: <span className="soft">{one.titles.join(t.common.listComma)}</span></li>)}
          </ul>
        </Card>
      ) : null}
    </div>
  );
}
