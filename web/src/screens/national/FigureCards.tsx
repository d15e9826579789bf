import { inLanguage, t } from '@/i18n/index.ts';
import { digits, formatDate, num } from '@/lib/dates.ts';
import { Chip, Source } from '@/ui/index.ts';
import { figureName, figureValue, unitWords } from './shared.tsx';
import type { NationalFigure } from './types.ts';

/** Figures as a document prints them: each once, with the parts that tell it, how it stands to others, and what is doubtful of it. */
export function FigureCards({ figures }: { figures: readonly NationalFigure[] }) {
  const words = t.national;
  const nameOf = (indicator: string): string => {
    const known = figures.find((one) => one.indicator === indicator);
    return known ? figureName(known) : figureName({ indicator, quote: null });
  };
  return (
    <ul className="cards two">
      {figures.map((one) => (
        <li key={`${one.source}/${one.indicator}/${one.period ?? ''}`} className="card stack-tight" data-figure={one.indicator}>
          <div className="spread">
            <h3><bdi>{figureValue(one)}</bdi></h3>
            <Chip tone="quiet">{words.asPrinted}</Chip>
          </div>
          <p><bdi>{figureName(one)}</bdi></p>
          <p className="soft">{one.period ? words.periodOf(digits(one.period)) : words.noPeriod}</p>
          {one.counted ? <p>{words.countedHere}: <bdi className="strong">{num(one.counted.value_thousandths / 1000)} {unitWords(one.unit)}</bdi> {one.counted.meaning ? <span>({inLanguage(one.counted.meaning.fa, one.counted.meaning.en)}) </span> : null}<span className="soft">{one.counted.from ? words.span(formatDate(one.counted.from), formatDate(one.counted.until)) : words.until(formatDate(one.counted.until))}</span></p> : null}
          {one.told_in.length > 0 ? (
            <div>
              <span className="soft">{one.told_in.length > 1 ? words.toldTimes(num(one.told_in.length)) : words.toldIn}</span>
              <ul className="stack-tight">{one.told_in.map((part) => <li key={part.section}><bdi>{digits(part.section)}</bdi></li>)}</ul>
            </div>
          ) : null}
          {one.relations.map((relation) => <p key={relation.other} className="soft"><Chip tone="info">{words.relations[relation.relation]}</Chip> <bdi>{nameOf(relation.other)}</bdi></p>)}
          {one.doubts.map((doubt) => <p key={doubt}><Chip tone="warn">{words.doubts[doubt]}</Chip></p>)}
          <p><Source of={one.source} /></p>
        </li>
      ))}
    </ul>
  );
}
