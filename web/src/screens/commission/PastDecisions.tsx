import { t } from '@/i18n/index.ts';
import { formatDate, num } from '@/lib/dates.ts';
import { Card, Chip, Row } from '@/ui/index.ts';
import type { Packet } from './types.ts';

/** What was decided about this family before. */
export function PastDecisions({ decisions }: { decisions: Packet['past_decisions'] }) {
  return (
    <Card title={t.commission.pastDecisions}>
      {decisions.length === 0 ? <p className="soft">{t.commission.noPastDecisions}</p> : (
        <ul className="cards">
          {decisions.map((one) => {
            const decision = 'decision' in one ? one.decision : one;
            if (!decision) return null;
            return (
              <li key={decision.decision_id}>
                <Row
                  who={t.words.outcome[decision.outcome]}
                  what={decision.reason}
                  aside={<Chip>{t.commission.tasksCount(num(decision.task_ids.length))}</Chip>}
                  foot={<small className="soft">{t.commission.decidedOn(formatDate(decision.decided_on))}{one.commission?.name ? <> · <bdi>{one.commission.name}</bdi></> : null}</small>}
                />
              </li>
            );
          })}
        </ul>
      )}
    </Card>
  );
}
