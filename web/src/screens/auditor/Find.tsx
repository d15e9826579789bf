import { useState } from 'react';
import { useApi, type FamilyCard, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, num } from '@/lib/dates.ts';
import { toLatinDigits } from '@/lib/digits.ts';
import { Card, Chip, Empty, Form, LinkButton, Loaded, Page, RowLink, TextField, TierChip, errorsOf } from '@/ui/index.ts';
import { FindStream } from './FindStream.tsx';

function Found({ number }: { number: string }) {
  const families = useApi<Paged<FamilyCard>>('/audit/families', { query: { q: number, limit: 50 } });
  return (
    <Loaded query={families}>
      {({ items }) => (
        <section className="stack-tight" aria-label={t.auditor.findTitle}>
          <p className="soft" role="status">{t.auditor.found(num(items.length))}</p>
          {items.length === 0 ? <Empty icon="search" title={t.common.emptySearch} /> : (
            <ul className="cards grid">
              {items.map((family) => (
                <li key={family.id}>
                  <RowLink
                    to="/audit/replay/$stream/$id"
                    params={{ stream: 'family', id: family.id }}
                    who={<span className="figure">{digits(family.file_number)}</span>}
                    what={[family.family_name, family.neighborhood.name, family.center?.name].filter(Boolean).join(' · ')}
                    aside={<TierChip tier={family.tier} />}
                    {...(family.tier ? { edge: family.tier } : {})}
                    foot={family.state === 'closed' ? <Chip>{t.auditor.closed}</Chip> : null}
                  />
                </li>
              ))}
            </ul>
          )}
        </section>
      )}
    </Loaded>
  );
}

/** A family is found by its file number; a name is not asked for, and stands in no address. */
export function Find() {
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState<string | null>(null);
  const number = toLatinDigits(typed).trim();
  return (
    <Page title={t.auditor.findTitle} subtitle={t.auditor.findHelp} actions={<><LinkButton icon="audit" to="/audit/events">{t.auditor.menu.trail}</LinkButton><LinkButton icon="filter" to="/audit/patterns">{t.audit.menu.patterns}</LinkButton></>}>
      <Card>
        <Form label={t.auditor.find} submitLabel={t.auditor.find} validate={() => errorsOf({ q: !/\d/.test(number) && t.auditor.writeNumber })} onSubmit={() => setAsked(number)}>
          <TextField name="q" label={t.auditor.fileNumber} help={t.auditor.fileNumberHelp} value={typed} onChange={setTyped} maxLength={40} ltr />
        </Form>
      </Card>
      {asked ? <Found number={asked} /> : null}
      <FindStream />
    </Page>
  );
}
