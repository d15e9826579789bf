import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi, useCommand, type Paged } from '@/api/index.ts';
import { sendFile } from '@/api/file.ts';
import { notePosition } from '@/api/position.ts';
import { ApiProblem, fieldMessages, problemText, toProblem } from '@/api/problem.ts';
import { refreshEverything } from '@/api/query.ts';
import { inLanguage, t } from '@/i18n/index.ts';
import { digits, formatDate, num } from '@/lib/dates.ts';
import { Button, Card, Checkbox, Chip, ComboField, Disclosure, Empty, FileField, Loaded, Notice, Page, ProblemNote, SelectField, Table, saveAs, toast } from '@/ui/index.ts';
import { bodyOf, chooseField, countsAfter, decidedRows, keyOf, type Choice, type Choices, type Field, type FoundRow, type Heading, type ListRead } from './lists.ts';

const NOTHING = 'nothing';
const MOST = 500;
type Columns = keyof typeof t.agencyLists.column;
type Held = { agency: string; file: File; columns: Heading[] | null };
type Decided = { done: number; refused: number; items: { family_id: string; outcome: string; problem?: { status?: number } }[]; position: number };
type Registered = { added: number; joined: number; held_back: number; position: number };

const factsOf = (held: Held, lines: readonly number[] = []) => ({ agency_id: held.agency, lines, ...(held.columns ? { columns: held.columns.filter((one) => one.column !== null) } : {}) });

/** How the agency calls its columns: chosen once, saved for the agency. */
function ColumnsCard({ read, held, onRead }: { read: ListRead; held: Held; onRead: (columns: Heading[]) => void }) {
  const words = t.agencyLists;
  const [columns, setColumns] = useState<Heading[]>(read.headings);
  const save = useCommand<{ columns: Heading[] }>(`/agencies/${held.agency}/list-columns`, { onDone: () => { toast(words.mappingSaved); onRead(columns); } });
  const options = [{ value: NOTHING, label: words.noColumn }, ...(Object.keys(words.column) as Columns[]).map((value) => ({ value: value as string, label: words.column[value] }))];
  const set = (at: number, column: string) => setColumns(columns.map((one, place) => (place === at ? { ...one, column: column === NOTHING ? null : column } : one)));
  const preset = () => setColumns(columns.map((one) => ({ ...one, column: read.presets[0]?.columns.find((known) => known.header === one.header)?.column ?? one.column })));
  return (
    <Card title={words.columns}>
      <div className="stack">
        <p className="soft">{words.columnsHelp}</p>
        {read.missing.length > 0 ? <Notice tone="warn"><p>{words.missing(read.missing.map((code) => words.column[code as Columns]).join(t.common.listComma))}</p></Notice> : null}
        <div className="form-row">
          {columns.map((one, at) => (one.header === '' ? null : <SelectField key={one.header} name={`column-${at}`} label={one.header} options={options} value={one.column ?? NOTHING} onChange={(column) => set(at, column)} />))}
        </div>
        <div className="cluster">
          <Button icon="check" variant="primary" pending={save.pending} onPress={() => void save.send({ columns: columns.filter((one) => one.column !== null) })}>{words.saveMapping}</Button>
          <Button variant="quiet" onPress={preset}>{words.jebheh}</Button>
        </div>
        <p className="faint">{words.jebhehHelp}</p>
        <ProblemNote problem={save.problem} />
      </div>
    </Card>
  );
}

type FoundProps = { read: ListRead; choices: Choices; onChoices: (choices: Choices) => void; same: ReadonlySet<number>; onSame: (line: number, yes: boolean) => void };

function FoundPart({ read, choices, onChoices, same, onSame }: FoundProps) {
  const words = t.agencyLists;
  const differing = read.found.filter((row) => row.differences.length > 0 || (row.how === 'likely' && !row.recorded));
  const fields = [...new Set(differing.flatMap((row) => row.differences.map((one) => one.field)))];
  const value = (field: Field, text: string | null) => (text === null ? <span className="faint">{words.blank}</span> : <bdi>{digits(field === 'birth_date' ? text.replaceAll('-', '/') : text)}</bdi>);
  const button = (row: FoundRow, field: Field, choice: Choice) => (
    <Button small variant={choices[keyOf(row.line, field)] === choice ? 'primary' : 'quiet'} aria-pressed={choices[keyOf(row.line, field)] === choice} onPress={() => onChoices({ ...choices, [keyOf(row.line, field)]: choice })}>{words[choice]}</Button>
  );
  return (
    <Card title={words.differing(num(differing.length))}>
      <div className="stack">
        {fields.length > 0 ? (
          <Disclosure summary={words.bulk}>
            <ul className="list stack-tight">
              {fields.map((field) => (
                <li key={field} className="cluster">
                  <span className="strong">{words.field[field]}</span>
                  <Button small onPress={() => onChoices(chooseField(read.found, choices, same, field, 'take'))}>{words.takeAll}</Button>
                  <Button small onPress={() => onChoices(chooseField(read.found, choices, same, field, 'keep'))}>{words.keepAll}</Button>
                </li>
              ))}
            </ul>
          </Disclosure>
        ) : null}
        {differing.length === 0 ? <Empty icon="check" title={words.noneDiffers} /> : (
          <ul className="cards">
            {differing.map((row) => (
              <li key={row.line} className="card stack-tight">
                <div className="spread">
                  <h3><Link to="/families/$id" params={{ id: row.family_id }}><bdi>{row.member.name}</bdi></Link></h3>
                  <span className="cluster"><Chip tone={row.how === 'likely' ? 'warn' : 'quiet'}>{words.how[row.how]}</Chip><span className="soft">{words.row(num(row.line))} · <bdi>{digits(row.file_number)}</bdi></span></span>
                </div>
                {row.how === 'likely' ? <Checkbox name={`same-${row.line}`} checked={same.has(row.line)} onChange={(yes) => onSame(row.line, yes)}>{words.same}</Checkbox> : null}
                {row.differences.map((one) => (
                  <div key={one.field} className="spread">
                    <span><span className="strong">{words.field[one.field]}</span>: {words.ours} {value(one.field, one.ours)} · {words.theirs} {value(one.field, one.theirs)}</span>
                    <span className="cluster" role="group" aria-label={`${words.field[one.field]}${t.common.listComma}${row.member.name ?? ''}`}>{button(row, one.field, 'take')}{button(row, one.field, 'keep')}</span>
                  </div>
                ))}
                {row.also_listed.length > 0 ? <p className="faint">{words.alsoListed}: {row.also_listed.map((one) => one.name).join(t.common.listComma)}</p> : null}
              </li>
            ))}
          </ul>
        )}
      </div>
    </Card>
  );
}

function Rest({ read, held, onDone }: { read: ListRead; held: Held; onDone: () => void }) {
  const words = t.agencyLists;
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const register = async () => {
    setPending(true);
    setProblem(null);
    try {
      const answer = await sendFile<Registered>('/agency-lists/register', { facts: factsOf(held, [...chosen].slice(0, MOST)), file: held.file, onProgress: () => undefined, signal: new AbortController().signal });
      notePosition(answer.position);
      toast(words.registered(num(answer.added), num(answer.joined), num(answer.held_back)));
      onDone();
    } catch (error) {
      setProblem(toProblem(error));
    } finally {
      setPending(false);
    }
  };
  return (
    <>
      <Card title={words.newRows(num(read.new.length))}>
        <div className="stack-tight">
          <p className="soft">{words.newHelp}</p>
          {read.new.length === 0 ? null : (
            <>
              <div className="cluster"><Button small variant="quiet" onPress={() => setChosen(new Set(read.new.map((one) => one.line)))}>{words.all}</Button><Button small variant="quiet" onPress={() => setChosen(new Set())}>{words.nobody}</Button></div>
              <ul className="list">{read.new.map((one) => <li key={one.line}><Checkbox name={`new-${one.line}`} checked={chosen.has(one.line)} onChange={(yes) => setChosen(new Set(yes ? [...chosen, one.line] : [...chosen].filter((line) => line !== one.line)))}><bdi>{one.name}</bdi> · {one.birth_date ? formatDate(one.birth_date) : ''} · <span className="faint">{words.row(num(one.line))}</span></Checkbox></li>)}</ul>
              <div><Button icon="add" pending={pending} isDisabled={chosen.size === 0} onPress={() => void register()}>{words.registerRows(num(Math.min(chosen.size, MOST)))}</Button></div>
              <ProblemNote problem={problem} />
            </>
          )}
        </div>
      </Card>
      {read.wrong.length > 0 ? (
        <Card title={words.wrongRows(num(new Set(read.wrong.map((one) => one.line)).size))} actions={read.wrong_rows_csv ? <Button small variant="quiet" icon="document" onPress={() => saveAs({ blob: new Blob([read.wrong_rows_csv ?? ''], { type: 'text/csv' }), name: 'wrong-rows.csv' })}>{words.takeWrong}</Button> : undefined}>
          <ul className="list">{read.wrong.map((one) => <li key={`${one.line}-${one.column}`}>{words.row(num(one.line))}: {words.column[one.column as Columns] ?? one.column}: {inLanguage(one.message_fa, one.message_en)}</li>)}</ul>
        </Card>
      ) : null}
      {read.repeated.length > 0 ? <Card title={words.repeated(num(read.repeated.length))}><ul className="list">{read.repeated.map((one) => <li key={one.line}>{words.repeats(num(one.line), num(one.same_as))} <span className="faint">{one.surely ? words.surely : words.perhaps}</span></li>)}</ul></Card> : null}
      {read.elsewhere.length > 0 ? <Card title={words.elsewhere(num(read.elsewhere.length))}><p className="soft">{words.elsewhereHelp}</p><p>{read.elsewhere.map((line) => words.row(num(line))).join(t.common.listComma)}</p></Card> : null}
      {read.unlisted.length > 0 ? (
        <Card title={words.unlisted(num(read.unlisted.length))}>
          <p className="soft">{words.unlistedHelp}</p>
          <Table caption={words.unlisted(num(read.unlisted.length))} rows={read.unlisted} rowKey={(row) => row.family_id} columns={[{ key: 'file', label: t.words.fileNumber, header: true, cell: (row) => <Link to="/families/$id" params={{ id: row.family_id }}><bdi>{digits(row.file_number)}</bdi></Link> }, { key: 'name', label: t.words.family, cell: (row) => <bdi>{row.family_name}</bdi> }]} />
        </Card>
      ) : null}
    </>
  );
}

function Judged({ read, held, onAgain, onColumns }: { read: ListRead; held: Held; onAgain: () => void; onColumns: () => void }) {
  const words = t.agencyLists;
  const [choices, setChoices] = useState<Choices>({});
  const [same, setSame] = useState<ReadonlySet<number>>(new Set());
  const [refused, setRefused] = useState<string[]>([]);
  const send = useCommand<{ agency_id: string; rows: object[] }, Decided>('/agency-lists/decide');
  const rows = decidedRows(read.found, choices, same).slice(0, MOST);
  const after = countsAfter(read, rows);
  const carryOut = async () => {
    const answer = await send.send({ agency_id: held.agency, rows: bodyOf(rows, choices) });
    if (!answer) return;
    notePosition(answer.position);
    const told = answer.items.filter((one) => one.outcome === 'refused').map((one) => `${digits(rows.find((row) => row.family_id === one.family_id)?.file_number ?? '')}: ${problemText(new ApiProblem(one.problem?.status ?? 409, one.problem ?? {}))}`);
    setRefused(told);
    toast(words.recorded(num(answer.done)));
    refreshEverything();
    if (told.length === 0) onAgain();
  };
  return (
    <div className="stack">
      <Card>
        <div className="stack-tight" aria-live="polite">
          <p className="strong">{words.summary(num(read.rows), num(read.found.length), num(read.new.length))}</p>
          <p>{words.are(num(read.counts.records), num(read.counts.agencies), num(read.counts.women))}{read.counts.in_several > 0 ? <> · {words.inSeveral(num(read.counts.in_several))}</> : null}</p>
          {rows.length > 0 ? <p className="soft">{words.after(num(after.records), num(after.women))}</p> : null}
          <div className="cluster">
            <Button variant="primary" icon="check" pending={send.pending} isDisabled={rows.length === 0} onPress={() => void carryOut()}>{words.record(num(rows.length))}</Button>
            <Button variant="quiet" onPress={onColumns}>{words.columns}</Button>
          </div>
          <p className="faint">{words.recordHelp}</p>
          <ProblemNote problem={send.problem} />
          {refused.length > 0 ? <Notice tone="warn" title={words.notRecorded(num(refused.length))}><ul className="list">{refused.map((line) => <li key={line}><bdi>{line}</bdi></li>)}</ul></Notice> : null}
        </div>
      </Card>
      <FoundPart read={read} choices={choices} onChoices={setChoices} same={same} onSame={(line, yes) => setSame(new Set(yes ? [...same, line] : [...same].filter((one) => one !== line)))} />
      <Rest read={read} held={held} onDone={onAgain} />
    </div>
  );
}

/** An agency's list, held against the register: nothing is recorded before somebody decided it. */
export function AgencyLists() {
  const words = t.agencyLists;
  const agencies = useApi<Paged<{ id: string; name: string }>>('/agencies');
  const [agency, setAgency] = useState<string | null>(null);
  const [held, setHeld] = useState<Held | null>(null);
  const [read, setRead] = useState<ListRead | null>(null);
  const [mapping, setMapping] = useState(false);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const look = async (next: Held) => {
    setHeld(next);
    setPending(true);
    setProblem(null);
    try {
      const answer = await sendFile<ListRead>('/agency-lists/read', { facts: factsOf(next), file: next.file, onProgress: () => undefined, signal: new AbortController().signal });
      setRead(answer);
      setMapping(answer.missing.length > 0);
    } catch (error) {
      setRead(null);
      setProblem(toProblem(error));
    } finally {
      setPending(false);
    }
  };
  const wrong = problem ? fieldMessages(problem) : {};
  return (
    <Page title={words.title} subtitle={words.subtitle}>
      <div className="stack">
        <Card>
          <div className="stack">
            <Loaded query={agencies} rows={1}>{({ items }) => <ComboField name="agency_id" label={words.agency} options={items.map((one) => ({ value: one.id, label: one.name }))} value={agency} onChange={(id) => { setAgency(id); setRead(null); }} />}</Loaded>
            <FileField name="file" label={words.file} help={words.fileHelp} disabled={agency === null || pending} accept={['.csv', '.xlsx', 'text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet']} chooseLabel={words.choose} cameraLabel="" chosen={held ? { name: held.file.name, size: `${num(Math.ceil(held.file.size / 1000))} kB` } : null} error={wrong['file']} onChange={(file) => { if (agency) void look({ agency, file, columns: null }); }} />
            {pending ? <p role="status">{words.reading}</p> : null}
            {problem && !wrong['file'] ? <ProblemNote problem={problem} /> : null}
          </div>
        </Card>
        {read && held && !pending ? (
          mapping ? <ColumnsCard key={held.file.name} read={read} held={held} onRead={(columns) => void look({ ...held, columns })} /> : <Judged key={`${held.file.name} ${read.position}`} read={read} held={held} onAgain={() => void look(held)} onColumns={() => setMapping(true)} />
        ) : null}
      </div>
    </Page>
  );
}
