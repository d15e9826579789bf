import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useCommand } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { toLatinDigits } from '@/lib/digits.ts';
import { today } from '@/lib/dates.ts';
import { useNeighborhoodOptions } from '@/screens/family/neighborhoods.ts';
import { optionsOf } from '@/screens/family/options.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Button, Card, ComboField, Form, Notice, Page, SelectField, TextField, errorsOf, toast, type Option } from '@/ui/index.ts';
import type { CenterHost } from './types.ts';

const FILE_PREFIX = /^[A-Z0-9]{1,4}$/;
const NAME_LENGTH_MAX = 120;

type Body = { name: string; host: CenterHost | null; file_prefix: string; neighborhood_ids: string[]; opened_on: string | null };

type NeighborhoodsProps = { options: readonly Option[]; chosen: readonly string[]; picked: string | null; onPick: (id: string | null) => void; onChange: (chosen: string[]) => void };

/** Found one by one, because there are hundreds and names repeat. */
function Neighborhoods({ options, chosen, picked, onPick, onChange }: NeighborhoodsProps) {
  return (
    <div className="stack-tight">
      <ComboField name="neighborhood_ids" label={t.setup.neighborhoods} help={t.setup.neighborhoodsHelp} options={options} value={picked} onChange={onPick} />
      <div>
        <Button
          small
          icon="add"
          onPress={() => {
            if (picked) onChange([...chosen.filter((id) => id !== picked), picked]);
            onPick(null);
          }}
        >
          {t.setup.addNeighborhood}
        </Button>
      </div>
      {chosen.length > 0 ? (
        <ul className="cards" aria-label={t.setup.neighborhoods}>
          {chosen.map((id) => {
            const option = options.find((o) => o.value === id);
            const label = option?.label ?? t.common.unknown;
            return (
              <li key={id} className="spread">
                <span><bdi>{label}</bdi> <small className="soft">{option?.help}</small></span>
                <Button small variant="quiet" icon="close" aria-label={t.setup.removeNeighborhood(label)} onPress={() => onChange(chosen.filter((one) => one !== id))}>{t.common.remove}</Button>
              </li>
            );
          })}
        </ul>
      ) : null}
    </div>
  );
}

/** A center that begins its work. */
export function NewCenter() {
  const navigate = useNavigate();
  const options = useNeighborhoodOptions();
  const [name, setName] = useState('');
  const [host, setHost] = useState<CenterHost | null>(null);
  const [prefix, setPrefix] = useState('');
  const [chosen, setChosen] = useState<string[]>([]);
  const [picked, setPicked] = useState<string | null>(null);
  const [on, setOn] = useState<string | null>(today());
  const create = useCommand<Body>('/centers', {
    onDone: () => {
      toast(t.setup.centerAdded);
      void navigate({ to: '/admin/centers' });
    },
  });
  const code = toLatinDigits(prefix).trim().toUpperCase();
  // What was found but not yet added is meant as well.
  const all = picked && !chosen.includes(picked) ? [...chosen, picked] : chosen;
  // The server names the place in the list, the form has one field for all of them.
  const fieldErrors = Object.fromEntries(Object.entries(create.fieldErrors).map(([field, message]) => [field.replace(/\[\d+\]$/, ''), message]));
  return (
    <Page title={t.setup.addCenter} back={{ label: t.setup.centersTitle, to: '/admin/centers' }}>
      <Card>
        {options.length === 0 ? <Notice tone="warn"><p>{t.setup.noneToChoose}</p></Notice> : null}
        <Form
          label={t.setup.addCenter}
          submitLabel={t.common.save}
          pending={create.pending}
          problem={create.problem}
          fieldErrors={fieldErrors}
          validate={() => errorsOf({ name: !name.trim() && t.common.required, host: !host && t.common.chooseOne, file_prefix: !FILE_PREFIX.test(code) && t.setup.filePrefixWrong, neighborhood_ids: all.length === 0 && t.setup.neighborhoodsMissing, opened_on: !on && t.common.dateMissing })}
          onSubmit={() => void create.send({ name: name.trim(), host, file_prefix: code, neighborhood_ids: all, opened_on: on })}
        >
          <TextField name="name" label={t.setup.name} value={name} onChange={setName} maxLength={NAME_LENGTH_MAX} />
          <div className="form-row">
            <SelectField name="host" label={t.setup.host} options={optionsOf(t.setup.hosts)} value={host} onChange={setHost} />
            <TextField name="file_prefix" label={t.setup.filePrefix} help={t.setup.filePrefixHelp} value={prefix} onChange={setPrefix} maxLength={4} ltr />
          </div>
          <Neighborhoods options={options} chosen={chosen} picked={picked} onPick={setPicked} onChange={setChosen} />
          <DateField name="opened_on" label={t.setup.openedOn} value={on} onChange={setOn} max={today()} />
        </Form>
      </Card>
    </Page>
  );
}
