import { useState } from 'react';
import { t } from '@/i18n/index.ts';
import { optionsOf } from '@/screens/family/options.ts';
import { ChoiceField, ComboField, NumberField, SelectField, TextArea, TextField, errorsOf } from '@/ui/index.ts';
import { codeOf, thousandths } from './figures.ts';
import { ActForm, figureName } from './shared.tsx';
import type { Doubt, NationalFigure, Qualifier, Relation } from './types.ts';

export type FigureAct = 'declare' | 'tell' | 'relate' | 'doubt';
type Props = { figures: readonly NationalFigure[]; onClose: () => void };

const keyOf = (one: NationalFigure): string => `${one.source} ${one.indicator} ${one.period ?? ''}`;

/** One of the declared figures, by the words of its document. */
function FigureField({ name, label, figures, value, onChange }: { name: string; label: string; figures: readonly NationalFigure[]; value: string | null; onChange: (key: string | null) => void }) {
  return <ComboField name={name} label={label} options={figures.map((one) => ({ value: keyOf(one), label: figureName(one), help: [one.source, one.period].filter(Boolean).join(' · ') }))} value={value} onChange={onChange} />;
}

function useChosen(figures: readonly NationalFigure[]) {
  const [key, setKey] = useState<string | null>(null);
  return { key, setKey, chosen: figures.find((one) => keyOf(one) === key) };
}

/** What a document prints and nothing here can count: with how it is meant, its time and where it stands. */
function DeclareForm({ figures, onClose }: Props) {
  const words = t.national;
  const [quote, setQuote] = useState('');
  const [indicator, setIndicator] = useState('');
  const [value, setValue] = useState<number | null>(null);
  const [qualifier, setQualifier] = useState<Qualifier | null>('exact');
  const [unit, setUnit] = useState<string | null>('person');
  const [period, setPeriod] = useState('');
  const [source, setSource] = useState('');
  const code = codeOf(indicator);
  // The number of a figure again, in another year of the same document, is another figure; the same year twice is not.
  const there = figures.some((one) => one.indicator === code && one.source === source.trim() && (one.period ?? '') === period.trim());
  const errors = errorsOf({
    indicator: code === null ? words.codeHelp : there && words.figureThere, value_thousandths: value === null && t.common.notANumber, qualifier: !qualifier && t.common.chooseOne,
    unit: !unit && t.common.chooseOne, source: !source.trim() && t.common.required, quote: !quote.trim() && t.common.required,
  });
  const body = { indicator: code, value_thousandths: thousandths(value), qualifier, unit, period: period.trim() || null, source: source.trim(), quote: quote.trim() };
  return (
    <ActForm label={words.act.declare} path="/reports/national-figures" dayField="declared_on" errors={errors} body={body} onClose={onClose}>
      <p className="soft">{words.declareHelp}</p>
      <TextArea name="quote" label={words.quote} help={words.quoteHelp} rows={2} maxLength={2000} value={quote} onChange={setQuote} />
      <div className="form-row">
        <NumberField name="value_thousandths" label={words.value} step={0.001} value={value} onChange={setValue} />
        <SelectField name="unit" label={words.unit} options={optionsOf(words.units)} value={unit} onChange={setUnit} />
      </div>
      <ChoiceField name="qualifier" label={words.how} inline options={optionsOf(words.qualifiers)} value={qualifier} onChange={setQualifier} />
      <div className="form-row">
        <TextField name="period" label={words.period} help={words.periodHelp} optional value={period} onChange={setPeriod} />
        <TextField name="source" label={words.document} help={words.documentHelp} value={source} onChange={setSource} />
      </div>
      <TextField name="indicator" label={words.figureCode} help={words.codeHelp} value={indicator} onChange={setIndicator} />
    </ActForm>
  );
}

function TellForm({ figures, onClose }: Props) {
  const words = t.national;
  const { key, setKey, chosen } = useChosen(figures);
  const [section, setSection] = useState('');
  return (
    <ActForm label={words.act.tell} path="/reports/national-figures/tellings" dayField="told_on" errors={errorsOf({ indicator: !chosen && t.common.chooseOne, section: !section.trim() && t.common.required })} body={{ indicator: chosen?.indicator ?? null, source: chosen?.source ?? null, section: section.trim() }} onClose={onClose}>
      <p className="soft">{words.tellHelp}</p>
      <FigureField name="indicator" label={words.figure} figures={figures} value={key} onChange={setKey} />
      <TextField name="section" label={words.section} value={section} onChange={setSection} />
    </ActForm>
  );
}

/** How a figure stands to another of its document. */
function RelateForm({ figures, onClose }: Props) {
  const words = t.national;
  const { key, setKey, chosen } = useChosen(figures);
  const [otherKey, setOther] = useState<string | null>(null);
  const [relation, setRelation] = useState<Relation | null>('part_of');
  const others = figures.filter((one) => one.source === chosen?.source && one.indicator !== chosen.indicator);
  const other = others.find((one) => keyOf(one) === otherKey);
  return (
    <ActForm label={words.act.relate} path="/reports/national-figures/relations" dayField="related_on" errors={errorsOf({ indicator: !chosen && t.common.chooseOne, other: !other && t.common.chooseOne, relation: !relation && t.common.chooseOne })} body={{ indicator: chosen?.indicator ?? null, source: chosen?.source ?? null, relation, other: other?.indicator ?? null }} onClose={onClose}>
      <p className="soft">{words.relateHelp}</p>
      <FigureField name="indicator" label={words.figure} figures={figures} value={key} onChange={(chosenKey) => { setKey(chosenKey); setOther(null); }} />
      <ChoiceField name="relation" label={words.relation} inline options={optionsOf(words.relations)} value={relation} onChange={setRelation} />
      <FigureField key={chosen?.source} name="other" label={words.otherFigure} figures={others} value={otherKey} onChange={setOther} />
    </ActForm>
  );
}

/** Why a figure cannot be taken at its word. */
function DoubtForm({ figures, onClose }: Props) {
  const words = t.national;
  const { key, setKey, chosen } = useChosen(figures);
  const [doubt, setDoubt] = useState<Doubt | null>(null);
  return (
    <ActForm label={words.act.doubt} path="/reports/national-figures/doubts" dayField="doubted_on" errors={errorsOf({ indicator: !chosen && t.common.chooseOne, doubt: !doubt && t.common.chooseOne })} body={{ indicator: chosen?.indicator ?? null, source: chosen?.source ?? null, doubt }} onClose={onClose}>
      <p className="soft">{words.doubtHelp}</p>
      <FigureField name="indicator" label={words.figure} figures={figures} value={key} onChange={setKey} />
      <ChoiceField name="doubt" label={words.doubt} options={optionsOf(words.doubts)} value={doubt} onChange={setDoubt} />
    </ActForm>
  );
}

export const FIGURE_FORMS: Record<FigureAct, (props: Props) => React.JSX.Element> = { declare: DeclareForm, tell: TellForm, relate: RelateForm, doubt: DoubtForm };
