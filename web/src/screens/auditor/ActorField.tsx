import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, ComboBox, Input, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import { api, type ApiProblem, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { FieldErrorLine, FieldHelp, FieldLabel } from '@/ui/Field.tsx';
import { Icon } from '@/ui/Icon.tsx';
import { useSettled } from './data.ts';
import type { AuditActor } from './types.ts';

const REST_MILLISECONDS = 250;

/** Accounts by a part of a name. Sent as a body, so that no name stands in an address. */
const useActors = (body: { q?: string; user_id?: string }, enabled = true) =>
  useQuery<Paged<AuditActor>, ApiProblem>({
    queryKey: ['/audit/actors/search', body],
    queryFn: () => api.post<Paged<AuditActor>>('/audit/actors/search', body),
    enabled,
    placeholderData: (before) => before,
  });

/** The name of one account. */
export function useActorName(id: string | null): string | null {
  const found = useActors(id ? { user_id: id } : {}, id !== null);
  return id ? (found.data?.items.find((one) => one.id === id)?.name ?? null) : null;
}

const rolesOf = (actor: AuditActor): string => actor.roles.map((role) => t.words.role[role]).join(t.common.listComma);

/** A person, found by typing a part of the name. */
export function ActorField({ name, label, value, onChange }: { name: string; label: string; value: string | null; onChange: (id: string | null) => void }) {
  const own = useActorName(value);
  const [typed, setTyped] = useState<string | null>(null);
  const asked = useSettled(typed ?? '', REST_MILLISECONDS);
  const found = useActors({ q: asked }, typed !== null);
  return (
    <ComboBox
      className="field"
      data-field={name}
      name={name}
      inputValue={typed ?? own ?? ''}
      onInputChange={(text) => {
        setTyped(text);
        if (text === '' && value) onChange(null);
      }}
      value={value}
      onChange={(key) => {
        if (key === null) return;
        // The chosen name stays as typed: an input that changes under the focus would open the list again over the whole page.
        setTyped(found.data?.items.find((one) => one.id === key)?.name ?? null);
        onChange(String(key));
      }}
      onBlur={() => setTyped(null)}
      items={(found.data?.items ?? []).map((one) => ({ ...one, key: one.id }))}
      allowsEmptyCollection
      menuTrigger="focus"
      onFocus={() => setTyped(own ?? '')}
    >
      <FieldLabel label={label} optional />
      <FieldHelp help={t.audit.whoHelp} />
      <div className="with-button">
        <Input className="input" dir="auto" placeholder={t.audit.anyone} />
        <Button className="button secondary icon-only"><Icon name="down" size={18} /></Button>
      </div>
      <FieldErrorLine />
      <Popover className="popover">
        <ListBox<AuditActor & { key: string }> className="list-box" renderEmptyState={() => <p className="empty-note">{t.common.emptySearch}</p>}>
          {(actor) => (
            <ListBoxItem id={actor.id} textValue={actor.name} className="option">
              <span>
                <bdi>{actor.name}</bdi>
                <small>{rolesOf(actor)}</small>
              </span>
              <Icon name="check" size={18} />
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
