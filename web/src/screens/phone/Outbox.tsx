import { useQuery } from '@tanstack/react-query';
import { useState, useSyncExternalStore } from 'react';
import { ApiProblem, problemText } from '@/api/problem.ts';
import { t } from '@/i18n/index.ts';
import { formatInstant } from '@/lib/dates.ts';
import { isEditable, needsPerson } from '@/offline/outbox.ts';
import { FILES_BYTES_MAX, type Row } from '@/offline/types.ts';
import type * as PhoneApi from '@/phone/phone.ts';
import type { FamilyFile } from '@/screens/family/types.ts';
import { sizeWords } from '@/screens/family/size.ts';
import { Button, Card, Confirm, Empty, Facts, LinkButton, Table } from '@/ui/index.ts';
import { EditRow } from './EditRow.tsx';
import { fileFacts, fileTitle } from './fileWords.ts';
import { StateChip } from './Pending.tsx';
import { FORMS, hasForm } from './rowForm.ts';
import { WaitingFile, isShown } from './PendingFiles.tsx';
import { Lines, SaidFacts, useNaming } from './SaidFacts.tsx';
import { bothSaid, standing } from './said.ts';

type Api = typeof PhoneApi;

/** What the family's file on this phone says now; null until it is read. */
function useFile(row: Row, api: Api): FamilyFile | null {
  const family = row.work.family_id;
  // What others wrote comes in after the answer that says so: read again with every round.
  const synced = useSyncExternalStore(api.subscribe, () => api.getStatus().synced_at);
  const found = useQuery({ queryKey: ['on-this-phone', family, synced], queryFn: async () => ((await api.familyFile(family)) ?? null) as FamilyFile | null, placeholderData: (before) => before });
  return found.data ?? null;
}

/** Own value beside the other's. */
function TwoValues({ row, file }: { row: Row; file: FamilyFile | null }) {
  const naming = useNaming(row.work.command, file);
  const theirs = file ? standing(row.work.operation, row.work.part_id, file) : null;
  const clash = row.clash;
  return (
    <div className="stack-tight">
      {clash ? <p>{t.phone.outbox.clashText(clash.by.name ?? t.phone.outbox.somebody, formatInstant(clash.recorded_at))}</p> : null}
      {theirs ? (
        <Table
          caption={row.label.title}
          rows={bothSaid(row.work.command, theirs, naming)}
          rowKey={(pair) => pair.field}
          columns={[
            { key: 'field', label: t.phone.outbox.field, header: true, cell: (pair) => pair.name },
            { key: 'mine', label: t.phone.outbox.mine, cell: (pair) => <Lines of={pair.mine} /> },
            { key: 'theirs', label: t.phone.outbox.theirs, cell: (pair) => <Lines of={pair.theirs} /> },
          ]}
        />
      ) : <SaidFacts command={row.work.command} file={file} />}
    </div>
  );
}

function One({ row, api }: { row: Row; api: Api }) {
  const file = useFile(row, api);
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
          {asks && row.state === 'clash' ? <TwoValues row={row} file={file} /> : (
            row.file ? <Facts facts={[{ term: t.phone.fields.title, value: fileTitle(row) }, ...fileFacts(row)]} /> : <SaidFacts command={row.work.command} file={file} />
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
                {file && hasForm(row.work.operation) ? <LinkButton small variant="quiet" icon="edit" to={FORMS[row.work.operation]} params={{ id: row.work.family_id }} search={{ row: row.id }}>{t.phone.outbox.edit}</LinkButton> : <Button small variant="quiet" icon="edit" onPress={() => setAct('edit')}>{t.phone.outbox.edit}</Button>}
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
