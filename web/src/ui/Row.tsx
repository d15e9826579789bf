import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, ReactNode, Ref } from 'react';
import type { Tier } from '@/api/types.ts';
import { cx } from '@/lib/cx.ts';
import type { DueState } from '@/lib/dates.ts';
import { t } from '@/i18n/index.ts';
import { Count } from './Chip.tsx';

type RowContent = {
  who: ReactNode;
  what?: ReactNode;
  /** At the end of the line: a date, a chip. */
  aside?: ReactNode;
  foot?: ReactNode;
  /** Colours the edge; the words say it too. */
  edge?: DueState | Tier;
};

function Content({ who, what, aside, foot }: RowContent) {
  return (
    <>
      <span>
        <bdi className="who">{who}</bdi>
        {what ? <span className="what"><br /><bdi>{what}</bdi></span> : null}
      </span>
      {aside ? <span className="aside">{aside}</span> : <span />}
      {foot ? <span className="foot">{foot}</span> : null}
    </>
  );
}

function RowAnchor({ who, what, aside, foot, edge, className, ...rest }: RowContent & Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'children'> & { ref?: Ref<HTMLAnchorElement> }) {
  return (
    <a {...rest} className={cx('row-card', edge && `edge-${edge}`, className)}>
      <Content who={who} what={what} aside={aside} foot={foot} />
    </a>
  );
}

/** A row that opens something: `<RowLink to="/families/$id" params={{ id }} who=… what=… aside=… edge="overdue" />`, inside `<ul className="cards"><li>`. */
export const RowLink = createLink(RowAnchor);

/** The same look, opening nothing. */
export function Row({ edge, ...content }: RowContent) {
  return (
    <div className={cx('row-card', edge && `edge-${edge}`)}>
      <Content {...content} />
    </div>
  );
}

const DUE_ORDER: readonly DueState[] = ['overdue', 'today', 'this_week', 'later', 'none'];

type DueGroupsProps<R> = { items: readonly R[]; stateOf: (item: R) => DueState; keyOf: (item: R) => string; row: (item: R, state: DueState) => ReactNode };

/** Work in groups, what is overdue first; groups without work do not show. */
export function DueGroups<R>({ items, stateOf, keyOf, row }: DueGroupsProps<R>) {
  return (
    <div className="stack-wide">
      {DUE_ORDER.map((state) => {
        const group = items.filter((item) => stateOf(item) === state);
        if (group.length === 0) return null;
        return (
          <section key={state} className="stack-tight" aria-labelledby={`due-${state}`}>
            <div className={cx('group-head', state)}>
              <h2 id={`due-${state}`}>{t.words.due[state]}</h2>
              <Count n={group.length} />
            </div>
            <ul className="cards">{group.map((item) => <li key={keyOf(item)}>{row(item, state)}</li>)}</ul>
          </section>
        );
      })}
    </div>
  );
}
