import { useEffect, useState, useSyncExternalStore } from 'react';
import { ApiProblem, problemText } from '@/api/problem.ts';
import { t } from '@/i18n/index.ts';
import { formatInstant } from '@/lib/dates.ts';
import { isEditable, needsPerson } from '@/offline/outbox.ts';
import { FILES_BYTES_MAX, type Row } from '@/offline/types.ts';
import type * as PhoneApi from '@/phone/phone.ts';
import { sizeWords } from '@/screens/family/size.ts';
import { Button, Card, Confirm, Empty, Facts, LinkButton } from '@/ui/index.ts';
import { EditRow } from './EditRow.tsx';
import { fileFacts, fileTitle } from './fileWords.ts';
import { StateChip } from './Pending.tsx';
import { WaitingFile, isShown } from './PendingFiles.tsx';
import { written } from './written.ts';

type Api = typeof PhoneApi;

/** Where the present value of what was changed stands in a family's file. */
const IN_FILE: Record<string, string> = { change_address: 'address', set_safe_contact: 'safe_contact' };

function TwoValues({ row, api }: { row: Row; api: Api }) {
  const [theirs, setTheirs] = useState<string | null>(null);
  const field = IN_FILE[row.work.operation];
  const family = row.work.family_id;
  useEffect(() => {
    if (!field) return;
    void api.familyFile(family).then((file) => {
      const value = file?.[field];
      setTheirs(typeof value === 'string' ? value : value && typeof value === 'object' ? Object.values(value).filter((one) => typeof one === 'string').join(t.common.listComma) : null);
    });
  }, [api, family, field]);
  const clash = row.clash;
  return (
    <div className="stack-tight">
      {clash ? <p>{t.phone.outbox.clashText(clash.by.name ?? t.phone.outbox.somebody, formatInstant(clash.recorded_at))}</p> : null}
      <Facts facts={[{ term: t.phone.outbox.mine, value: written(row.work.command).map(({ value }) => value).join(t.common.listComma) }, { term: t.phone.outbox.theirs, value: theirs }]} />
    </div>
  );
}

function One({ row, api }: { row: Row; api: Api }) {
  // What others wrote comes in after the answer that says so: read again with every round.
  const synced = useSyncExternalStore(api.subscribe, () => api.getStatus().synced_at);
  const [act, setAct] = useState<'edit' | 'drop' | 'look' | null>(null);
  const asks = needsPerson(row);
  const done = row.state === 'parked' || row.state === 'forgotten';
  return (
    <li>
      <Card>
        <div className="stack-tight">
          <p className="cluster">
            <StateChip row={row} />
            <span className="strong">{row.label.title}</span>
            <bdi>{row.label.family}</bdi>
          </p>
          <p className="faint">{t.phone.outbox.typed(formatInstant(row.typed_at))}</p>
          {asks && row.state === 'clash' ? <TwoValues key={synced} row={row} api={api} /> : (
            <Facts facts={row.file ? [{ term: t.phone.fields.title, value: fileTitle(row) }, ...fileFacts(row)] : written(row.work.command).map(({ name, value }) => ({ term: name, value }))} />
          )}
          {asks && row.state === 'refused' && row.refusal ? <p className="strong">{row.refusal.code === 'file_gone' ? t.caseworker.waiting.gone : problemText(new ApiProblem(row.refusal.status, row.refusal))}</p> : null}
          {row.state === 'parked' ? <p>{t.phone.outbox.parkedText}</p> : null}
          {row.state === 'forgotten' ? <p>{t.phone.outbox.forgottenText}</p> : null}
          <div className="cluster">
            {asks && row.state === 'clash' ? (
              <>
                <Button small onPress={() => void api.chooseFor(row, 'mine')}>{t.phone.outbox.keepMine}</Button>
                <Button small onPress={() => void api.chooseFor(row, 'keep_theirs')}>{t.phone.outbox.keepTheirs}</Button>
              </>
            ) : null}
            {asks && row.state === 'refused' ? <Button small onPress={() => void api.chooseFor(row, 'review')}>{t.phone.outbox.review}</Button> : null}
            {row.file && !done && isShown(row) ? <Button small icon="eye" onPress={() => setAct('look')}>{t.family.view}</Button> : null}
            {isEditable(row) && row.wish === null ? (
              <>
                <Button small variant="quiet" icon="edit" onPress={() => setAct('edit')}>{t.phone.outbox.edit}</Button>
                <Button small variant="quiet" onPress={() => setAct('drop')}>{t.phone.outbox.drop}</Button>
              </>
            ) : null}
            {done ? <Button small onPress={() => void api.dropRow(row)}>{t.phone.outbox.read}</Button> : <LinkButton small variant="quiet" to="/families/$id" params={{ id: row.work.family_id }} search={{}}>{t.phone.outbox.openFamily}</LinkButton>}
          </div>
        </div>
      </Card>
      {act === 'look' ? <WaitingFile row={row} api={api} onClose={() => setAct(null)} /> : null}
      {act === 'edit' ? <EditRow row={row} onSave={(command) => api.editRow(row, command)} onClose={() => setAct(null)} /> : null}
      {act === 'drop' ? (
        <Confirm title={t.phone.outbox.dropTitle} open danger confirmLabel={t.phone.outbox.drop} onConfirm={() => void api.dropRow(row).then(() => setAct(null))} onClose={() => setAct(null)}>
          <p>{row.file ? t.caseworker.waiting.dropText : t.phone.outbox.dropText}</p>
        </Confirm>
      ) : null}
    </li>
  );
}

const isWaiting = (row: Row): boolean => row.state !== 'parked' && row.state !== 'forgotten';

/** Everything written that the server has not taken, in the order of writing; what waits for its person first. */
export function OutboxList({ rows, api }: { rows: readonly Row[]; api: Api }) {
  if (rows.length === 0) return <Empty title={t.phone.outbox.empty} icon="check"><p>{t.phone.outbox.emptyText}</p></Empty>;
  const asking = rows.filter((row) => needsPerson(row));
  const rest = rows.filter((row) => !needsPerson(row));
  const files = rows.filter((row) => row.file && isWaiting(row));
  return (
    <>
      {files.length > 0 ? <p className="soft">{t.caseworker.waiting.room(sizeWords(files.reduce((sum, row) => sum + (row.file?.bytes ?? 0), 0)), sizeWords(FILES_BYTES_MAX))}</p> : null}
      <ul className="list stack">{[...asking, ...rest].map((row) => <One key={row.id} row={row} api={api} />)}</ul>
    </>
  );
}
