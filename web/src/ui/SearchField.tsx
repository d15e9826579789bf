import { Input, Label, SearchField as AriaSearchField } from 'react-aria-components';
import { t } from '@/i18n/index.ts';
import { IconButton } from './Button.tsx';
import { Icon } from './Icon.tsx';

type SearchProps = { label: string; value: string; onChange: (value: string) => void; onSubmit?: (value: string) => void; placeholder?: string; labelHidden?: boolean };

/** A search box; Esc or the cross empties it. */
export function SearchField({ label, value, onChange, onSubmit, placeholder, labelHidden = false }: SearchProps) {
  return (
    <AriaSearchField className="field search" value={value} onChange={onChange} {...(onSubmit ? { onSubmit } : {})} {...(labelHidden ? { 'aria-label': label } : {})}>
      {labelHidden ? null : <Label className="label">{label}</Label>}
      <div className="search-box">
        <Icon name="search" />
        <Input className="input" dir="auto" placeholder={placeholder ?? (labelHidden ? label : undefined)} />
        <IconButton icon="close" label={t.common.clear} />
      </div>
    </AriaSearchField>
  );
}
