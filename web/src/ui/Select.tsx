import { Button, ComboBox, Input, ListBox, ListBoxItem, Popover, Select as AriaSelect, SelectValue } from 'react-aria-components';
import { t } from '@/i18n/index.ts';
import type { Option } from './Choices.tsx';
import { FieldErrorLine, FieldHelp, FieldLabel, type FieldProps } from './Field.tsx';
import { Icon } from './Icon.tsx';

export function OptionRow({ option }: { option: Option }) {
  return (
    <ListBoxItem id={option.value} textValue={option.label} className="option" isDisabled={option.disabled ?? false}>
      <span>
        <bdi>{option.label}</bdi>
        {option.help ? <small>{option.help}</small> : null}
      </span>
      <Icon name="check" size={18} />
    </ListBoxItem>
  );
}

type SelectProps<V extends string> = FieldProps & { options: readonly Option<V>[]; value: V | null; onChange: (value: V) => void; placeholder?: string };

/** One of five to twenty. */
export function SelectField<V extends string>({ name, label, help, optional, disabled, options, value, onChange, placeholder }: SelectProps<V>) {
  return (
    <AriaSelect
      className="field"
      data-field={name}
      name={name}
      value={value}
      onChange={(key) => {
        const option = options.find((o) => o.value === key);
        if (option) onChange(option.value);
      }}
      placeholder={placeholder ?? t.common.chooseOne}
      isDisabled={disabled ?? false}
    >
      <FieldLabel label={label} optional={optional} />
      <FieldHelp help={help} />
      <Button className="select-button">
        <SelectValue>{({ isPlaceholder, selectedText, defaultChildren }) => (isPlaceholder ? defaultChildren : selectedText)}</SelectValue>
        <Icon name="down" size={18} />
      </Button>
      <FieldErrorLine />
      <Popover className="popover">
        <ListBox className="list-box" items={options.map((o) => ({ ...o, id: o.value }))}>
          {(option) => <OptionRow option={option} />}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}

/** ي and ك, half-spaces and diacritics must not hide what is searched. */
export function foldPersian(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u064b-\u065f\u0670\u200c\u200e\u200f]/g, '')
    .replaceAll('ي', 'ی')
    .replaceAll('ك', 'ک')
    .replaceAll('أ', 'ا')
    .replaceAll('آ', 'ا')
    .replaceAll('ۀ', 'ه')
    .toLocaleLowerCase();
}

/** One of many, found by typing: neighborhoods, agencies, caseworkers. */
export function ComboField<V extends string>({ name, label, help, optional, disabled, options, value, onChange, placeholder }: Omit<SelectProps<V>, 'onChange'> & { onChange: (value: V | null) => void }) {
  return (
    <ComboBox
      className="field"
      data-field={name}
      name={name}
      value={value}
      onChange={(key) => onChange(options.find((o) => o.value === key)?.value ?? null)}
      defaultItems={options.map((o) => ({ ...o, id: o.value }))}
      defaultFilter={(text, typed) => foldPersian(text).includes(foldPersian(typed))}
      isDisabled={disabled ?? false}
      allowsEmptyCollection
      menuTrigger="focus"
    >
      <FieldLabel label={label} optional={optional} />
      <FieldHelp help={help} />
      <div className="with-button">
        <Input className="input" dir="auto" placeholder={placeholder ?? t.common.search} />
        <Button className="button secondary icon-only"><Icon name="down" size={18} /></Button>
      </div>
      <FieldErrorLine />
      <Popover className="popover">
        <ListBox<Option & { id: string }> className="list-box" renderEmptyState={() => <p className="empty-note">{t.common.emptySearch}</p>}>
          {(option) => <OptionRow option={option} />}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
