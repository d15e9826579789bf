import { LedHere } from '@/screens/caseworker/LedHere.tsx';
import { familyQuery, type FamilyFilters } from '@/screens/caseworker/routes.ts';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { api, useApi, useCommand, useUser, type ApiProblem as Problem, type Domain, type Paged } from '@/api/index.ts';
import { ApiProblem, problemText } from '@/api/problem.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatTime, num, today } from '@/lib/dates.ts';
import { familyTitle, placeName, useVocabulary } from '@/screens/family/data.ts';
import { domainOptions, kindOptions, optionsOf } from '@/screens/family/options.ts';
import type { FamilyCard } from '@/screens/family/types.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Button, Card, ChoiceField, ChoicesField, ComboField, Confirm, Empty, Form, Loaded, Notice, Page, SelectField, TextField, errorsOf, toast } from '@/ui/index.ts';
import { UNDO_MILLISECONDS, commandOf, keepChange, lastChange, undoOf, type Draft, type ManyBody, type ManyDone, type ManyItem, type Operation } from './change.ts';

const PAGE = 100;
const MOST = 500;
const PATH = '/families/bulk';
const BLANK: Draft = { operation: 'plan_entry', domain: null, kind: null, capacity: 'own', title: '', window_from: null, window_to: null, agency: null, sent_on: null };

type Listed = { items: FamilyCard[]; more: boolean };

/** The families of the list, page after page, as many as one change takes. */
function useListed(filters: FamilyFilters) {
  const query = { ...familyQuery(filters), state: filters.state ?? 'open', limit: PAGE };
  return useQuery<Listed, Problem>({
    queryKey: ['/families', 'many', query],
    meta: { streams: ['family'] },
    queryFn: async () => {
      const items: FamilyCard[] = [];
      let cursor: string | null = null;
      do {
        // Each page names the next.
        // oxlint-disable-next-line no-await-in-loop
        const page: Paged<FamilyCard> = await api.get<Paged<FamilyCard>>('/families', { ...query, cursor });
        items.push(...page.items);
        cursor = page.next ?? null;
      } while (cursor && items.length < MOST);
      return { items: items.slice(0, MOST), more: cursor !== null };
    },
  });
}

function PlanFields({ draft, set }: { draft: Draft; set: (part: Partial<Draft>) => void }) {
  const words = useVocabulary();
  return (
    <>
      <ChoiceField name="domain" label={t.caseworker.domain} inline options={domainOptions()} value={draft.domain} onChange={(domain: Domain) => set({ domain, kind: null })} />
      <div className="form-row">
        <SelectField name="kind" label={t.caseworker.serviceKind} options={kindOptions(words.kinds, words.methods, draft.domain)} value={draft.kind} onChange={(kind) => set({ kind })} />
        <SelectField name="capacity" label={t.family.capacityWord} options={optionsOf(t.family.capacity)} value={draft.capacity} onChange={(capacity) => set({ capacity })} />
      </div>
      <TextField name="title" label={t.caseworker.entryTitle} help={t.caseworker.entryTitleHelp} optional value={draft.title} onChange={(title) => set({ title })} />
      <div className="form-row">
        <DateField name="window_from" label={t.caseworker.windowFrom} value={draft.window_from} onChange={(day) => set({ window_from: day })} />
        <DateField name="window_to" label={t.caseworker.windowTo} value={draft.window_to} onChange={(day) => set({ window_to: day })} />
      </div>
    </>
  );
}

function SendFields({ draft, set }: { draft: Draft; set: (part: Partial<Draft>) => void }) {
  const agencies = useApi<Paged<{ id: string; name: string; enforcement: boolean }>>('/agencies');
  // The field comes with its choices: what is typed before them would be lost.
  return (
    <Loaded query={agencies} rows={1}>
      {({ items }) => (
        <div className="form-row">
          <ComboField name="agency_id" label={t.many.agency} help={t.many.agencyHelp} options={items.filter((one) => !one.enforcement).map(({ id, name }) => ({ value: id, label: name }))} value={draft.agency} onChange={(agency) => set({ agency })} />
          <DateField name="sent_on" label={t.many.sentOn} max={today()} value={draft.sent_on} onChange={(day) => set({ sent_on: day })} />
        </div>
      )}
    </Loaded>
  );
}

/** What became, or would become, of each family; those it is not done for first, with the reason. */
function Outcome({ found, families }: { found: ManyDone; families: readonly FamilyCard[] }) {
  const refused = found.items.filter((one) => one.outcome === 'refused');
  const nameOf = ({ family_id: id }: ManyItem) => {
    const family = families.find((one) => one.id === id);
    return family ? `${familyTitle(family)} · ${digits(family.file_number)}` : id;
  };
  return (
    <div className="stack-tight" aria-live="polite">
      <Notice tone={found.done > 0 ? 'good' : 'warn'}><p className="strong">{(found.tried ? t.many.would : t.many.done)(num(found.done))}</p></Notice>
      {refused.length > 0 ? (
        <Notice tone="warn" title={(found.tried ? t.many.wouldNot : t.many.notDone)(num(refused.length))}>
          <ul className="list stack-tight">
            {refused.map((one) => <li key={one.family_id}><bdi>{nameOf(one)}</bdi>: {problemText(new ApiProblem(one.problem?.status ?? 409, one.problem ?? {}))}</li>)}
          </ul>
        </Notice>
      ) : null}
    </div>
  );
}

/** The way back, while it is open. */
function Undo({ operation, items, at, onUndone }: { operation: Operation; items: readonly ManyItem[]; at: number; onUndone: () => void }) {
  const [asked, setAsked] = useState(false);
  const undo = useCommand<ManyBody, ManyDone>(PATH);
  const count = items.filter((one) => one.outcome === 'done').length;
  const call = async () => {
    const answer = await undo.send(undoOf(operation, items, t.many.undoReason));
    setAsked(false);
    if (!answer) return;
    toast(t.many.undone(num(answer.done)));
    onUndone();
  };
  return (
    <div className="stack-tight">
      <p className="soft">{t.many.undoUntil(formatTime(new Date(at + UNDO_MILLISECONDS).toISOString()))}</p>
      <div><Button icon="history" onPress={() => setAsked(true)}>{t.many.undo}</Button></div>
      {undo.problem ? <Notice tone="bad"><p>{problemText(undo.problem)}</p></Notice> : null}
      {asked ? <Confirm title={t.many.undo} open confirmLabel={t.many.undo} pending={undo.pending} onConfirm={() => void call()} onClose={() => setAsked(false)}><p>{t.many.undoText(num(count))}</p></Confirm> : null}
    </div>
  );
}

function Change({ families, more }: { families: readonly FamilyCard[]; more: boolean }) {
  const [draft, setDraft] = useState<Draft>({ ...BLANK, window_from: today(), sent_on: today() });
  const [chosen, setChosen] = useState<string[]>([]);
  const [tried, setTried] = useState<ManyDone | null>(null);
  const [done, setDone] = useState<ManyDone | null>(null);
  const { id: user } = useUser();
  const [last, setLast] = useState(() => lastChange(user));
  const send = useCommand<ManyBody, ManyDone>(PATH);
  const set = (part: Partial<Draft>) => {
    // A field may say again what it said: what was tried stands until something is other.
    if (Object.entries(part).every(([name, value]) => draft[name as keyof Draft] === value)) return;
    setDraft((before) => ({ ...before, ...part }));
    setTried(null);
  };
  const choose = (ids: string[]) => {
    setChosen(ids);
    setTried(null);
  };
  const body = (tryOnly: boolean, ids: readonly string[]): ManyBody => ({ operation: draft.operation, families: ids.map((id) => ({ family_id: id })), command: commandOf(draft), try_only: tryOnly });
  const look = async () => setTried(await send.send(body(true, chosen)));
  const act = async () => {
    const agreed = tried?.items.filter((one) => one.outcome === 'done').map((one) => one.family_id) ?? [];
    const answer = await send.send(body(false, agreed));
    if (!answer) return;
    const change = { operation: draft.operation, items: answer.items, at: Date.now() };
    keepChange(user, change);
    setLast(change);
    setDone(answer);
  };
  const forget = () => {
    keepChange(user, null);
    setLast(null);
    setDone(null);
    setTried(null);
  };
  const plans = draft.operation === 'plan_entry';
  if (done) {
    return (
      <Card>
        <div className="stack">
          <Outcome found={done} families={families} />
          {last ? <Undo operation={last.operation} items={last.items} at={last.at} onUndone={forget} /> : null}
          <div><Button variant="quiet" onPress={() => { setDone(null); setTried(null); setChosen([]); }}>{t.many.again}</Button></div>
        </div>
      </Card>
    );
  }
  return (
    <div className="stack">
      {last && !tried ? <Card><Undo operation={last.operation} items={last.items} at={last.at} onUndone={forget} /></Card> : null}
      <Card>
        <Form
          label={t.many.title}
          submitLabel={t.many.tryIt}
          pending={send.pending}
          problem={send.problem}
          fieldErrors={send.fieldErrors}
          validate={() => errorsOf({
            ...(plans ? { domain: !draft.domain && t.common.chooseOne, kind: !draft.kind && t.common.chooseOne, window_from: !draft.window_from && t.common.dateMissing, window_to: !draft.window_to ? t.common.dateMissing : draft.window_from !== null && draft.window_to < draft.window_from && t.caseworker.endsBeforeStart } : { agency_id: !draft.agency && t.common.chooseOne, sent_on: !draft.sent_on && t.common.dateMissing }),
            families: chosen.length === 0 && t.many.noneChosen,
          })}
          onSubmit={() => void look()}
          actions={tried && tried.done > 0 ? <Button pending={send.pending} icon="check" onPress={() => void act()}>{t.many.doIt(num(tried.done))}</Button> : undefined}
        >
          <ChoiceField name="operation" label={t.many.operation} options={optionsOf(t.many.operations)} value={draft.operation} onChange={(operation) => set({ operation })} />
          {plans ? <PlanFields draft={draft} set={set} /> : <SendFields draft={draft} set={set} />}
          {more ? <Notice tone="warn"><p>{t.many.tooMany}</p></Notice> : null}
          <div className="cluster">
            <span aria-live="polite">{t.many.chosen(num(chosen.length), num(families.length))}</span>
            <Button small variant="quiet" onPress={() => choose(families.map((one) => one.id))}>{t.many.chooseAll}</Button>
            <Button small variant="quiet" onPress={() => choose([])}>{t.many.chooseNone}</Button>
          </div>
          <ChoicesField name="families" side label={t.many.families} value={chosen} onChange={choose} options={families.map((one) => ({ value: one.id, label: familyTitle(one), help: [digits(one.file_number), placeName(one.neighborhood), one.tier ? t.words.tierShort[one.tier] : '', one.consent === 'given' ? '' : t.words.consent[one.consent]].filter(Boolean).join(' · ') }))} />
          {tried ? <Outcome found={tried} families={families} /> : null}
        </Form>
      </Card>
    </div>
  );
}

/** One change to many families: tried, done, and called back at once for half an hour. */
export function Many() {
  const filters = useSearch({ from: '/shell/families/many' });
  const navigate = useNavigate();
  const listed = useListed(filters);
  return (
    <Page title={t.many.title} subtitle={t.many.text} back={{ label: t.caseworker.menu.families, to: '/families' }}>
      <LedHere filters={filters} onAll={(others) => void navigate({ to: '/families/many', search: others, replace: true })} />
      <Loaded query={listed} rows={6}>
        {({ items, more }) => (items.length === 0 ? <Empty icon="families" title={t.common.emptySearch} /> : <Change families={items} more={more} />)}
      </Loaded>
    </Page>
  );
}
