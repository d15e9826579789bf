import { t } from '@/i18n/index.ts';
import { Button, ComboField, type Option } from '@/ui/index.ts';

type Props = { name?: string; label?: string; options: readonly Option[]; value: readonly string[]; onChange: (value: string[]) => void; optional?: boolean; help?: string };

/** Several of a long list: each is found by typing, and can be taken out again. */
export function PartiesField({ name = 'parties', label = t.national.parties, options, value, onChange, optional = false, help }: Props) {
  const nameOf = (id: string): string => options.find((one) => one.value === id)?.label ?? id;
  return (
    <div className="stack-tight">
      <ComboField name={name} label={label} optional={optional} {...(help ? { help } : {})} options={options.filter((one) => !value.includes(one.value))} value={null} onChange={(id) => { if (id) onChange([...value, id]); }} />
      {value.length > 0 ? (
        <ul className="cluster" aria-label={label}>
          {value.map((id) => (
            <li key={id}><Button small icon="close" onPress={() => onChange(value.filter((one) => one !== id))}>{t.national.takeOut(nameOf(id))}</Button></li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
