import { useState } from 'react';
import { t } from '@/i18n/index.ts';
import { optionsOf } from '@/screens/family/options.ts';
import { DateField } from '@/ui/DateField.tsx';
import { ChoiceField, ComboField, TextField, errorsOf } from '@/ui/index.ts';
import { ActForm, usePlaces } from './shared.tsx';
import type { Licence, LicenceLevel, LicenceRefusal, NgoCard, Revocation } from './types.ts';

export type NgoAct =
  | { act: 'registerNgo' }
  | { act: 'apply' | 'grant' | 'refuse'; ngo: NgoCard }
  | { act: 'renew' | 'revoke'; ngo: NgoCard; licence: Licence };

function RegisterForm({ onClose }: { onClose: () => void }) {
  const words = t.national;
  const [name, setName] = useState('');
  const [place, setPlace] = useState<string | null>(null);
  return (
    <ActForm label={words.act.registerNgo} path="/ngos" dayField="registered_on" errors={errorsOf({ name: !name.trim() && t.common.required })} body={{ name: name.trim(), place_id: place }} onClose={onClose}>
      <TextField name="name" label={words.ngoName} value={name} onChange={setName} />
      <ComboField name="place_id" label={words.place} help={words.placeHelp} optional options={usePlaces()} value={place} onChange={setPlace} />
    </ActForm>
  );
}

function ApplyForm({ ngo, onClose }: { ngo: NgoCard; onClose: () => void }) {
  const words = t.national;
  const [level, setLevel] = useState<LicenceLevel | null>(null);
  return (
    <ActForm label={words.act.apply} path={`/ngos/${ngo.id}/applications`} dayField="applied_on" errors={errorsOf({ level: !level && t.common.chooseOne })} body={{ level }} onClose={onClose}>
      <ChoiceField name="level" label={words.licenceLevel} inline options={optionsOf(words.licenceLevels)} value={level} onChange={setLevel} />
    </ActForm>
  );
}

function GrantForm({ ngo, onClose }: { ngo: NgoCard; onClose: () => void }) {
  const words = t.national;
  const [number, setNumber] = useState('');
  const [until, setUntil] = useState<string | null>(null);
  return (
    <ActForm label={words.act.grant} path={`/ngos/${ngo.id}/grant`} dayField="granted_on" errors={errorsOf({ number: !number.trim() && t.common.required, valid_until: !until && t.common.dateMissing })} body={{ number: number.trim(), valid_until: until }} onClose={onClose}>
      <TextField name="number" label={words.number} value={number} onChange={setNumber} />
      <DateField name="valid_until" label={words.validUntil} value={until} onChange={setUntil} />
    </ActForm>
  );
}

function RefuseForm({ ngo, onClose }: { ngo: NgoCard; onClose: () => void }) {
  const words = t.national;
  const [reason, setReason] = useState<LicenceRefusal | null>(null);
  return (
    <ActForm label={words.act.refuse} path={`/ngos/${ngo.id}/refuse`} dayField="refused_on" errors={errorsOf({ reason: !reason && t.common.chooseOne })} body={{ reason }} onClose={onClose}>
      <ChoiceField name="reason" label={words.reason} options={optionsOf(words.refusals)} value={reason} onChange={setReason} />
    </ActForm>
  );
}

function RenewForm({ ngo, licence, onClose }: { ngo: NgoCard; licence: Licence; onClose: () => void }) {
  const words = t.national;
  const [until, setUntil] = useState<string | null>(null);
  return (
    <ActForm label={words.act.renew} path={`/ngos/${ngo.id}/licences/${licence.id}/renew`} dayField="renewed_on" errors={errorsOf({ valid_until: !until && t.common.dateMissing })} body={{ valid_until: until }} onClose={onClose}>
      <DateField name="valid_until" label={words.validUntil} value={until} onChange={setUntil} />
    </ActForm>
  );
}

function RevokeForm({ ngo, licence, onClose }: { ngo: NgoCard; licence: Licence; onClose: () => void }) {
  const words = t.national;
  const [reason, setReason] = useState<Revocation | null>(null);
  return (
    <ActForm label={words.act.revoke} path={`/ngos/${ngo.id}/licences/${licence.id}/revoke`} dayField="revoked_on" errors={errorsOf({ reason: !reason && t.common.chooseOne })} body={{ reason }} onClose={onClose}>
      <ChoiceField name="reason" label={words.reason} options={optionsOf(words.revocations)} value={reason} onChange={setReason} />
    </ActForm>
  );
}

/** The form of what is to be done with an organization. */
export function NgoActForm({ act, onClose }: { act: NgoAct; onClose: () => void }) {
  switch (act.act) {
    case 'registerNgo': return <RegisterForm onClose={onClose} />;
    case 'apply': return <ApplyForm ngo={act.ngo} onClose={onClose} />;
    case 'grant': return <GrantForm ngo={act.ngo} onClose={onClose} />;
    case 'refuse': return <RefuseForm ngo={act.ngo} onClose={onClose} />;
    case 'renew': return <RenewForm ngo={act.ngo} licence={act.licence} onClose={onClose} />;
    case 'revoke': return <RevokeForm ngo={act.ngo} licence={act.licence} onClose={onClose} />;
  }
}
