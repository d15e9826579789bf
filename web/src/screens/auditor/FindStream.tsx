import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { t } from '@/i18n/index.ts';
import { NeighborhoodField } from '@/screens/places/NeighborhoodField.tsx';
import { Card, ComboField, Form, SelectField, errorsOf } from '@/ui/index.ts';
import { REGISTERS, useRegister, type Register } from './names.ts';

const KINDS = Object.keys(REGISTERS) as Register[];

function Which({ register, value, onChange }: { register: Register; value: string | null; onChange: (id: string | null) => void }) {
  const listed = useRegister(register);
  if (register === 'neighborhood') return <NeighborhoodField name="which" label={t.audit.whichOne} value={value} onChange={onChange} />;
  // The list is given whole: a combo box keeps what it was first given.
  return <ComboField key={`${register}-${String(listed.isSuccess)}`} name="which" label={t.audit.whichOne} options={(listed.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }))} value={value} onChange={onChange} />;
}

/** The way to the history of a neighborhood, a center, a commission or an agency. */
export function FindStream() {
  const [register, setRegister] = useState<Register>('neighborhood');
  const [id, setId] = useState<string | null>(null);
  const navigate = useNavigate();
  return (
    <Card title={t.audit.findOther}>
      <div className="stack-tight">
        <p className="soft">{t.audit.findOtherHelp}</p>
        <Form label={t.audit.findOther} submitLabel={t.audit.openHistory} validate={() => errorsOf({ which: !id && t.common.required })} onSubmit={() => (id ? void navigate({ to: '/audit/replay/$stream/$id', params: { stream: register, id } }) : undefined)}>
          <div className="form-row">
            <SelectField
              name="what"
              label={t.audit.what}
              options={KINDS.map((value) => ({ value, label: t.audit.kindsToFind[value] }))}
              value={register}
              onChange={(to) => {
                setRegister(to);
                setId(null);
              }}
            />
            <Which register={register} value={id} onChange={setId} />
          </div>
        </Form>
      </div>
    </Card>
  );
}
