import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, ComboBox, Input, ListBox, Popover } from 'react-aria-components';
import { t } from '@/i18n/index.ts';
import { useSettled } from '@/lib/useSettled.ts';
import type { Option } from './Choices.tsx';
import { FieldErrorLine, FieldHelp, FieldLabel, type FieldProps } from './Field.tsx';
import { fitting, offered, wordsOf } from './found.ts';
import { Icon } from './Icon.tsx';
import { OptionRow } from './Select.tsx';

/** The beginning of what was found, and whether there is more of it. */
export type FoundOptions = { options: readonly Option[]; more: boolean };

type FoundProps = FieldProps & {
  value: string | null;
  onChange: (value: string | null, option: Option | null) => void;
  /** Asks the server; empty words ask for the beginning of the list. */
  find: (words: string) => Promise<FoundOptions>;
  /** What the question depends on besides the words. */
  asked: readonly unknown[];
  /** Named from the beginning, where a form opens with it. */
  known?: Option | null;
  placeholder?: string;
};

/** One of more than a list can hold, found on the server by typing: families, neighborhoods. */
export function FoundField({ name, label, help, optional, disabled, value, onChange, find, asked, known = null, placeholder }: FoundProps) {
  const [kept, setKept] = useState<Option | null>(known);
  const chosen = value !== null && kept?.value === value ? kept : null;
  const [typed, setTyped] = useState(chosen?.label ?? '');
  const now = wordsOf(typed, chosen);
  const words = useSettled(now);
  const found = useQuery<FoundOptions>({ queryKey: ['found', name, ...asked, words], queryFn: () => find(words), placeholderData: keepPreviousData });
  // Until the answer to what is typed now is there, the one before is shown as far as it fits: Enter must not take somebody else.
  const answered = words === now && !found.isPlaceholderData;
  const options = offered(answered ? (found.data?.options ?? []) : fitting(found.data?.options ?? [], now), chosen, now);
  return (
    <ComboBox
      className="field"
      data-field={name}
      name={name}
      value={value}
      onChange={(key) => {
        const option = options.find((one) => one.value === key) ?? null;
        setKept(option);
        setTyped(option?.label ?? '');
        onChange(option?.value ?? null, option);
      }}
      inputValue={typed}
      onInputChange={setTyped}
      items={options.map((one) => ({ ...one, id: one.value }))}
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
        <ListBox<Option & { id: string }> className="list-box" renderEmptyState={() => <p className="empty-note">{found.isPending || !answered ? t.common.loading : found.isError ? found.error.message : t.common.emptySearch}</p>}>
          {(option) => <OptionRow option={option} />}
        </ListBox>
        {found.data?.more ? <p className="empty-note">{t.common.typeMore}</p> : null}
      </Popover>
    </ComboBox>
  );
}
