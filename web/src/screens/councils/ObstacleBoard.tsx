import { t } from '@/i18n/index.ts';
import { formatDate, num } from '@/lib/dates.ts';
import { Button, Card, Chip, Disclosure, Empty } from '@/ui/index.ts';
import type { PartProps } from './CouncilParts.tsx';
import type { Obstacle } from './types.ts';

function ObstacleCard({ obstacle, onAct }: { obstacle: Obstacle } & Pick<PartProps, 'onAct'>) {
  const words = t.councils;
  const open = obstacle.closed_on === null;
  return (
    <li className="card stack-tight">
      <p className="prose"><bdi>{obstacle.text}</bdi></p>
      <p className="cluster">
        <Chip tone={open ? 'warn' : 'good'}>{words.days(num(obstacle.days))}</Chip>
        <span className="soft">{words.raisedOn(formatDate(obstacle.raised_on))}</span>
        <span>{words.owner}: <bdi>{obstacle.owner?.name ?? words.noOwner}</bdi></span>
      </p>
      {obstacle.steps.length > 0 ? (
        <Disclosure summary={words.note}>
          <ol className="stack-tight">
            {obstacle.steps.map((step, index) => (
              <li key={index}>
                <strong>{words.steps[step.kind as keyof typeof words.steps] ?? step.kind}</strong> · {formatDate(step.on)}
                {step.owner ? <> · <bdi>{step.owner.name}</bdi></> : null}
                <p className="prose"><bdi>{step.note}</bdi></p>
              </li>
            ))}
          </ol>
        </Disclosure>
      ) : null}
      {onAct ? (
        <div className="cluster">
          {open ? <Button small onPress={() => onAct({ act: 'follow', obstacle: obstacle.id })}>{words.act.follow}</Button> : null}
          {open ? <Button small variant="quiet" icon="check" onPress={() => onAct({ act: 'close', obstacle: obstacle.id })}>{words.act.close}</Button> : null}
          {open ? null : <Button small variant="quiet" onPress={() => onAct({ act: 'reopen', obstacle: obstacle.id })}>{words.act.reopen}</Button>}
        </div>
      ) : null}
    </li>
  );
}

/** What stands in the way, beside what was taken out of it; each with what was done about it. */
export function ObstacleBoard({ council, onAct }: PartProps) {
  const words = t.councils;
  if (council.obstacles.length === 0) return <Card><Empty icon="flag" title={words.noObstacles} /></Card>;
  const columns: [string, Obstacle[]][] = [
    [words.boardOpen, council.obstacles.filter((one) => one.closed_on === null)],
    [words.boardClosed, council.obstacles.filter((one) => one.closed_on !== null)],
  ];
  return (
    <div className="columns even">
      {columns.map(([title, found]) => (
        <section key={title} className="stack" aria-label={title}>
          <h2>{title} <span className="soft">{num(found.length)}</span></h2>
          {found.length === 0 ? <p className="soft">{words.noneHere}</p> : <ul className="cards">{found.map((one) => <ObstacleCard key={one.id} obstacle={one} {...(onAct ? { onAct } : {})} />)}</ul>}
        </section>
      ))}
    </div>
  );
}
