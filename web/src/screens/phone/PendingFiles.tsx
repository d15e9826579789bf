import { useEffect, useState } from 'react';
import { t } from '@/i18n/index.ts';
import { formatInstant } from '@/lib/dates.ts';
import { isEditable } from '@/offline/outbox.ts';
import type { Row } from '@/offline/types.ts';
import type * as PhoneApi from '@/phone/phone.ts';
import { usePhone } from '@/phone/usePhone.ts';
import { Button, Confirm, Dialog, Facts, LinkButton, Sound } from '@/ui/index.ts';
import { fileFacts, fileTitle } from './fileWords.ts';
import { StateChip } from './Pending.tsx';

type Api = typeof PhoneApi;

/** A picture or a sound that waits, opened from the phone's own store and forgotten with the look. */
export function WaitingFile({ row, api, onClose }: { row: Row; api: Api; onClose: () => void }) {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    let made: string | null = null;
    let gone = false;
    void api.waitingFile(row).then((blob) => {
      if (gone || !blob) return;
      made = URL.createObjectURL(blob);
      setAddress(made);
    });
    return () => {
      gone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [api, row]);
  const title = fileTitle(row);
  const type = row.file?.type ?? '';
  return (
    <Dialog title={title} open onClose={onClose} wide>
      {address && type.startsWith('image/') ? <img className="attachment-view" src={address} alt={t.family.imageOf(title)} /> : null}
      {address && type.startsWith('audio/') ? <Sound src={address} label={title} /> : null}
    </Dialog>
  );
}

/** Whether the screen can show it; a PDF is read once it has been saved. */
export const isShown = (row: Row): boolean => /^(image|audio)\//.test(row.file?.type ?? '');

function One({ row, api }: { row: Row; api: Api | null }) {
  const [act, setAct] = useState<'look' | 'drop' | null>(null);
  const title = fileTitle(row);
  return (
    <li className="card stack-tight">
      <div className="spread">
        <h3><bdi>{title}</bdi></h3>
        <StateChip row={row} />
      </div>
      <Facts facts={[...fileFacts(row), { term: t.caseworker.waiting.takenAt, value: formatInstant(row.typed_at) }]} />
      <div className="cluster">
        {isShown(row) && isUnsent(row) ? <Button small icon="eye" aria-label={`${t.family.view}: ${title}`} onPress={() => setAct('look')}>{t.family.view}</Button> : null}
        {isEditable(row) ? <Button small variant="quiet" aria-label={`${t.phone.outbox.drop}: ${title}`} onPress={() => setAct('drop')}>{t.phone.outbox.drop}</Button> : null}
        <LinkButton small variant="quiet" to="/phone">{t.phone.menu}</LinkButton>
      </div>
      {act === 'look' && api ? <WaitingFile row={row} api={api} onClose={() => setAct(null)} /> : null}
      {act === 'drop' && api ? (
        <Confirm title={t.phone.outbox.dropTitle} open danger confirmLabel={t.phone.outbox.drop} onConfirm={() => void api.dropRow(row).then(() => setAct(null))} onClose={() => setAct(null)}>
          <p>{t.caseworker.waiting.dropText}</p>
        </Confirm>
      ) : null}
    </li>
  );
}

const isUnsent = (row: Row): boolean => row.state !== 'parked' && row.state !== 'forgotten';

/** Files of a family that were taken on this phone and have not reached the server. */
export function PendingFiles({ family }: { family: string }) {
  const { api, status } = usePhone();
  const rows = status.rows.filter((row) => row.file && row.work.family_id === family && isUnsent(row));
  if (rows.length === 0) return null;
  return (
    <section className="stack-tight" aria-label={t.caseworker.waiting.title}>
      <p className="strong">{t.caseworker.waiting.title}</p>
      <ul className="cards">{rows.map((row) => <One key={row.id} row={row} api={api} />)}</ul>
    </section>
  );
}
