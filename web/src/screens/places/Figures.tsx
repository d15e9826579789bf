import { language, t } from '@/i18n/index.ts';
import { digits, num } from '@/lib/dates.ts';
import { Table, Source } from '@/ui/index.ts';
import type { Figure } from './types.ts';

/** A figure's name: ours where we have one, else the words of the source, else its code. */
export function figureName(figure: Figure): string {
  const district = /^municipal_district_(\d+)$/.exec(figure.indicator);
  if (district) return `${t.places.figure['municipal_district'] ?? ''} ${digits(district[1] ?? '')}`;
  const known = t.places.figure[figure.indicator];
  if (known) return known;
  if (language === 'fa' && figure.quote) return figure.quote;
  const words = figure.indicator.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** «بیش از ۷۰۰ میلیارد تومان» */
export function figureValue(figure: Figure): string {
  const unit = t.places.unit[figure.unit] ?? figure.unit.replaceAll('_', ' ');
  return [t.places.qualifier[figure.qualifier], num(figure.value), unit].filter(Boolean).join(' ');
}

/** Figures as declared, each with its qualifier, period and source. */
export function FigureTable({ figures, name = figureName }: { figures: readonly Figure[]; name?: (figure: Figure) => string }) {
  return (
    <Table<Figure>
      caption={t.places.figures}
      rows={figures}
      rowKey={(f) => `${f.source}/${f.indicator}/${f.period ?? ''}/${f.value_thousandths}/${f.quote ?? ''}`}
      columns={[
        { key: 'indicator', label: t.places.indicator, header: true, cell: (f) => <bdi>{name(f)}</bdi> },
        { key: 'value', label: t.places.value, cell: (f) => <bdi className="strong">{figureValue(f)}</bdi> },
        { key: 'period', label: t.places.period, cell: (f) => (f.period ? <bdi>{digits(f.period)}</bdi> : null) },
        { key: 'quote', label: t.places.quote, cell: (f) => (f.quote && name(f) !== f.quote ? <bdi>{digits(f.quote)}</bdi> : null) },
        { key: 'source', label: t.places.source, cell: (f) => <Source of={f.source} /> },
      ]}
    />
  );
}
