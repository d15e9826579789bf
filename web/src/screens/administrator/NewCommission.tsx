import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi, useCommand, type Domain, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, num, today } from '@/lib/dates.ts';
import { domainOptions } from '@/screens/family/options.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Card, ChoiceField, ChoicesField, Form, LinkButton, Loaded, Notice, NumberField, Page, TextField, errorsOf, toast } from '@/ui/index.ts';
import type { CenterView } from './types.ts';

const NAME_LENGTH_MAX = 120;
const QUORUM_MAX = 30;

type Body = { name: string; domain: Domain | null; center_ids: string[]; quorum: number | null; formed_on: string | null };

function CommissionForm({ centers }: { centers: readonly CenterView[] }) {
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [domain, setDomain] = useState<Domain | null>(null);
  const [centerIds, setCenterIds] = useState<string[]>([]);
  const [quorum, setQuorum] = useState<number | null>(null);
  const [on, setOn] = useState<string | null>(today());
  const create = useCommand<Body>('/commissions', {
    onDone: () => {
      toast(t.setup.commissionAdded);
      void navigate({ to: '/admin/commissions' });
    },
  });
  return (
    <Form
      label={t.setup.addCommission}
      submitLabel={t.common.save}
      pending={create.pending}
      problem={create.problem}
      fieldErrors={create.fieldErrors}
      validate={() => errorsOf({ name: !name.trim() && t.common.required, domain: !domain && t.common.chooseOne, center_ids: centerIds.length === 0 && t.setup.centersMissing, quorum: quorum !== null && (quorum < 1 || quorum > QUORUM_MAX) && t.administrator.outOfRange(num(1), num(QUORUM_MAX)), formed_on: !on && t.common.dateMissing })}
      onSubmit={() => void create.send({ name: name.trim(), domain, center_ids: centerIds, quorum, formed_on: on })}
    >
      <TextField name="name" label={t.setup.name} value={name} onChange={setName} maxLength={NAME_LENGTH_MAX} />
      <ChoiceField name="domain" label={t.setup.domain} inline options={domainOptions()} value={domain} onChange={setDomain} />
      <ChoicesField name="center_ids" label={t.setup.centersOf} options={centers.map((one) => ({ value: one.id, label: digits(one.name) }))} value={centerIds} onChange={setCenterIds} />
      <div className="form-row">
        <NumberField name="quorum" label={t.setup.quorum} help={t.setup.quorumHelp} optional value={quorum} onChange={setQuorum} />
        <DateField name="formed_on" label={t.setup.formedOn} value={on} onChange={setOn} max={today()} />
      </div>
    </Form>
  );
}

/** A commission of one domain, for the cases of the chosen centers. */
export function NewCommission() {
  const centers = useApi<Paged<CenterView>>('/centers', { streams: ['center'] });
  return (
    <Page title={t.setup.addCommission} back={{ label: t.setup.commissionsTitle, to: '/admin/commissions' }}>
      <Card>
        <Loaded query={centers}>
          {({ items }) => {
            const open = items.filter((one) => !one.closed_on);
            return open.length === 0 ? <Notice tone="warn" actions={<LinkButton small to="/admin/centers/new">{t.setup.addCenter}</LinkButton>}><p>{t.setup.needsCenter}</p></Notice> : <CommissionForm centers={open} />;
          }}
        </Loaded>
      </Card>
    </Page>
  );
}
