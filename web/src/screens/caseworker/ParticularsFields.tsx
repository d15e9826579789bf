import { t } from '@/i18n/index.ts';
import { optionsOf } from '@/screens/family/options.ts';
import { toRials, toTomans } from '@/screens/family/particulars.ts';
import type { Particulars } from '@/screens/family/types.ts';
import { Checkbox, ChoiceField, NumberField, SelectField } from '@/ui/index.ts';

type Props = { value: Particulars; set: (value: Particulars) => void; prefix: string };

/** What a service of the chosen kind says beyond its kind. */
export function ParticularsFields({ value, set, prefix }: Props) {
  const words = t.caseworker.particulars;
  const at = `${prefix}particulars.`;
  switch (value.of) {
    case 'counselling':
    case 'treatment':
      return <NumberField name={`${at}sessions`} label={words.sessions} help={words.sessionsHelp} stepper min={1} max={100} value={value.sessions} onChange={(n) => set({ ...value, sessions: n ?? 1 })} />;
    case 'loan':
      return (
        <div className="form-row">
          <NumberField name={`${at}instalments`} label={words.instalments} stepper min={1} max={240} value={value.instalments} onChange={(n) => set({ ...value, instalments: n ?? 1 })} />
          <SelectField name={`${at}guarantee`} label={words.guarantee} optional options={optionsOf(t.family.guarantee)} value={value.guarantee} onChange={(guarantee) => set({ ...value, guarantee })} />
        </div>
      );
    case 'job':
      return (
        <>
          <ChoiceField name={`${at}origin`} label={words.origin} inline options={optionsOf(t.family.jobOrigin)} value={value.origin} onChange={(origin) => set({ ...value, origin })} />
          <NumberField name={`${at}monthly_income_rials`} label={words.income} optional min={0} value={toTomans(value.monthly_income_rials)} onChange={(tomans) => set({ ...value, monthly_income_rials: toRials(tomans) })} />
        </>
      );
    case 'goods':
      return (
        <>
          <ChoiceField name={`${at}phase`} label={words.phase} inline options={optionsOf(t.family.aidPhase)} value={value.phase} onChange={(phase) => set({ ...value, phase })} />
          <div className="form-row">
            <NumberField name={`${at}quantity`} label={words.quantity} stepper min={1} value={value.quantity} onChange={(n) => set({ ...value, quantity: n ?? 1 })} />
            <SelectField name={`${at}unit`} label={words.unit} options={optionsOf(t.family.goodsUnit)} value={value.unit} onChange={(unit) => set({ ...value, unit })} />
          </div>
        </>
      );
    case 'insurance':
      return <NumberField name={`${at}months`} label={words.months} stepper min={1} max={120} value={value.months} onChange={(n) => set({ ...value, months: n ?? 1 })} />;
    case 'training':
      return (
        <>
          <NumberField name={`${at}hours`} label={words.hours} stepper min={1} max={2000} value={value.hours} onChange={(n) => set({ ...value, hours: n ?? 1 })} />
          <Checkbox name={`${at}certificate`} checked={value.certificate} onChange={(certificate) => set({ ...value, certificate })}>{words.certificate}</Checkbox>
        </>
      );
  }
}
