import { api, positionToWaitFor, type FamilyCard, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits } from '@/lib/dates.ts';
import { FoundField, type FieldProps, type FoundOptions } from '@/ui/index.ts';
import { familyTitle } from './data.ts';

const SHOWN = 20;

/** Open families by file number or name. Words that may be a name go in a body: an address is kept by proxies and browsers. */
export async function findOpenFamilies(words: string): Promise<FoundOptions> {
  const asked = { state: 'open', limit: SHOWN };
  const page = words ? await api.post<Paged<FamilyCard>>('/families/find', { ...asked, q: words }, { query: { at_least: positionToWaitFor() } }) : await api.get<Paged<FamilyCard>>('/families', asked);
  return { options: page.items.map((one) => ({ value: one.id, label: `${familyTitle(one)} · ${digits(one.file_number)}` })), more: Boolean(page.next) };
}

type Props = Partial<FieldProps> & { value: string | null; onChange: (id: string | null) => void };

/** An open family in reach, searched for on the server. */
export function FamilyField({ name = 'family_id', label = t.words.family, value, onChange, ...field }: Props) {
  return <FoundField {...field} name={name} label={label} value={value} onChange={onChange} find={findOpenFamilies} asked={['families']} />;
}
