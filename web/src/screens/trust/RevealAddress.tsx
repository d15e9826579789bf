import { useState } from 'react';
import { useApi, useCommand } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatTime } from '@/lib/dates.ts';
import { placeName } from '@/screens/family/data.ts';
import { written } from '@/screens/family/options.ts';
import type { FamilyFile } from '@/screens/family/types.ts';
import { Button, Card, Disclosure, Facts, Form, Loaded, Notice, TextArea, errorsOf } from '@/ui/index.ts';
import { useOpenOver } from './data.ts';
import type { RevealedAddress } from './types.ts';

function Shown({ family }: { family: string }) {
  const address = useApi<RevealedAddress>(`/families/${family}/address`);
  return (
    <Loaded query={address}>
      {(found) => (
        <div className="stack-tight">
          <Facts facts={[
            { term: t.words.neighborhood, value: placeName(found.neighborhood) },
            { term: t.words.address, value: found.address === null ? null : digits(found.address) },
            { term: t.family.safeContact, value: found.safe_contact },
            ...found.phones.map((one) => ({ term: one.name ?? t.words.phone, value: <bdi dir="ltr">{digits(one.phone)}</bdi> })),
          ]} />
          {found.until ? <p className="soft">{t.trust.revealedUntil(formatTime(found.until))}</p> : null}
        </div>
      )}
    </Loaded>
  );
}

function Ask({ family }: { family: string }) {
  const [reason, setReason] = useState('');
  const reveal = useCommand<{ reason: string | null }>(`/families/${family}/address/reveal`);
  return (
    <Form
      label={t.trust.reveal}
      submitLabel={t.trust.revealNow}
      pending={reveal.pending}
      problem={reveal.problem}
      fieldErrors={reveal.fieldErrors}
      validate={() => errorsOf({ reason: !reason.trim() && t.common.required })}
      onSubmit={() => void reveal.send({ reason: written(reason) })}
    >
      <TextArea name="reason" label={t.trust.revealReason} rows={3} value={reason} onChange={setReason} help={t.trust.noPlaceInReason} />
    </Form>
  );
}

/** An address under threat, for a member of the commission or the auditor: asked for with a reason, shown for an hour, never printed. */
export function RevealAddress({ file }: { file: Pick<FamilyFile, 'id' | 'address_under_threat'> }) {
  const open = useOpenOver(file.id, 'reveal');
  const [asking, setAsking] = useState(false);
  if (!file.address_under_threat) return null;
  return (
    <Card className="no-print" title={t.trust.underThreat}>
      {open ? <Shown key={open.id} family={file.id} /> : (
        <div className="stack-tight">
          <Notice tone="warn"><p>{t.trust.revealWhy}</p></Notice>
          {asking ? <Ask family={file.id} /> : <div><Button icon="eye" onPress={() => setAsking(true)}>{t.trust.reveal}</Button></div>}
        </div>
      )}
    </Card>
  );
}

/** The same where it is seldom needed: behind a line. */
export function RevealBehind({ file }: { file: Pick<FamilyFile, 'id' | 'address_under_threat'> }) {
  if (!file.address_under_threat) return null;
  return <Disclosure summary={t.trust.reveal}><RevealAddress file={file} /></Disclosure>;
}
