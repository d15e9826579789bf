import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, fieldMessages, hasRole, toProblem, useCommand, useUser, type ApiProblem } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';
import { Button, Card, Chip, Dialog, Disclosure, Form, NumberField, Table, TextArea, errorsOf, toast } from '@/ui/index.ts';
import type { Named } from './data.ts';
import { LevelChip } from './Level.tsx';
import { bodyOf, edited, type EditedRule } from './rule.ts';
import type { RuleView, Tried } from './types.ts';

type TriedItem = Tried['items'][number];

function Outcome({ tried }: { tried: Tried }) {
  const words = t.neighborhood;
  return (
    <section className="stack" aria-label={words.tryTitle}>
      <p className="strong" role="status">{words.movedCount(num(tried.moved), num(tried.items.length))} {tried.unknown > 0 ? <span className="soft">{words.unknownCount(num(tried.unknown))}</span> : null}</p>
      {tried.items.length === 0 ? null : (
        <Table<TriedItem>
          caption={words.tryTitle}
          rows={tried.items}
          rowKey={(row) => row.id}
          changed={(row) => row.moved}
          columns={[
            { key: 'name', label: words.name, header: true, cell: (row) => <Link to="/neighborhoods/$id" params={{ id: row.id }} search={{ tab: 'priority' }}>{row.name}</Link> },
            { key: 'zone', label: words.zone, cell: (row) => row.zone?.name },
            { key: 'held', label: words.held, cell: (row) => <LevelChip level={row.held} /> },
            { key: 'now', label: words.now, cell: (row) => <span className="cluster"><LevelChip level={row.now} />{row.now_score === null ? null : <small className="soft">{num(row.now_score)}</small>}</span> },
            { key: 'tried', label: words.tried, cell: (row) => <span className="cluster"><LevelChip level={row.tried} />{row.tried_score === null ? null : <small className="soft">{num(row.tried_score)}</small>}</span> },
            { key: 'moved', label: words.change, cell: (row) => (row.moved ? <Chip tone="warn">{words.moved}</Chip> : <Chip>{words.stays}</Chip>) },
          ]}
        />
      )}
    </section>
  );
}

function PublishForm({ rule, onClose }: { rule: EditedRule; onClose: () => void }) {
  const words = t.neighborhood;
  const [cause, setCause] = useState('');
  const send = useCommand<object>('/priority-rule', { onDone: () => { toast(words.published); onClose(); } });
  return (
    <Dialog title={words.publish} open onClose={onClose}>
      <Form label={words.publish} submitLabel={words.publish} pending={send.pending} problem={send.problem} fieldErrors={send.fieldErrors} validate={() => errorsOf({ cause: !cause.trim() && t.common.required })} onSubmit={() => void send.send({ ...bodyOf(rule), cause: cause.trim() })} actions={<Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>}>
        <TextArea name="cause" label={words.publishCause} rows={3} maxLength={2000} value={cause} onChange={setCause} />
      </Form>
    </Dialog>
  );
}

/** Other weights and cut-offs over all neighborhoods: who moves. Nothing is stored until an administrator publishes it. */
export function TryPriorities({ view, names, place }: { view: RuleView; names: Named; place: string | undefined }) {
  const words = t.neighborhood;
  const base = edited(view.rule);
  const [rule, setRule] = useState<EditedRule>(base);
  const [tried, setTried] = useState<Tried | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [pending, setPending] = useState(false);
  const [publishing, setPublishing] = useState(false);
  const publishes = hasRole(useUser(), 'administrator');
  const run = async () => {
    setPending(true);
    setProblem(null);
    try {
      setTried(await api.post<Tried>('/priorities/try', { ...bodyOf(rule), ...(place ? { place_id: place } : {}) }));
    } catch (error) {
      setProblem(toProblem(error));
    } finally {
      setPending(false);
    }
  };
  const group = (index: number, part: Partial<EditedRule['groups'][number]>) => setRule({ ...rule, groups: rule.groups.map((one, n) => (n === index ? { ...one, ...part } : one)) });
  const indicator = (index: number, at: number, part: Partial<EditedRule['groups'][number]['indicators'][number]>) => group(index, { indicators: (rule.groups[index]?.indicators ?? []).map((one, n) => (n === at ? { ...one, ...part } : one)) });
  return (
    <Card title={words.tryTitle} actions={<><Chip>{words.ruleVersion(num(view.version))}</Chip><Button small variant="quiet" icon="replay" onPress={() => setRule(base)}>{words.tryReset}</Button></>}>
      <div className="stack">
        <p className="soft">{words.tryHelp}</p>
        <Form
          label={words.tryTitle}
          submitLabel={words.tryRun}
          pending={pending}
          problem={problem}
          fieldErrors={fieldMessages(problem)}
          validate={() => errorsOf({ first_from: rule.first_from === null && t.common.notANumber, second_from: rule.second_from === null && t.common.notANumber, known_percent: rule.known_percent === null && t.common.notANumber })}
          onSubmit={() => void run()}
          actions={publishes ? <Button onPress={() => setPublishing(true)}>{words.publish}</Button> : undefined}
        >
          <div className="form-row">
            <NumberField name="first_from" label={words.firstFrom} min={2} max={1000} value={rule.first_from} onChange={(first_from) => setRule({ ...rule, first_from })} />
            <NumberField name="second_from" label={words.secondFrom} min={1} max={999} value={rule.second_from} onChange={(second_from) => setRule({ ...rule, second_from })} />
            <NumberField name="known_percent" label={words.knownPercent} min={1} max={100} value={rule.known_percent} onChange={(known_percent) => setRule({ ...rule, known_percent })} />
          </div>
          {rule.groups.map((one, index) => (
            <div className="stack-tight" key={one.group}>
              <NumberField name={`groups[${index}].weight`} label={`${words.groupWeight}: ${words.group[one.group]}`} min={1} max={1000} value={one.weight} onChange={(weight) => group(index, { weight })} />
              <Disclosure summary={`${words.indicatorWeights}: ${words.group[one.group]}`}>
                <div className="stack">
                  {one.indicators.map((row, at) => (
                    <fieldset className="plain" key={row.indicator}>
                      <legend className="strong">{names.name(row.indicator)} <small className="soft">{names.unit(row.indicator)}</small></legend>
                      <div className="form-row">
                        <NumberField name={`groups[${index}].indicators[${at}].weight`} label={words.weight} min={1} max={100} value={row.weight} onChange={(weight) => indicator(index, at, { weight })} />
                        <NumberField name={`groups[${index}].indicators[${at}].best`} label={words.bestEnd} step={0.001} value={row.best} onChange={(best) => indicator(index, at, { best })} />
                        <NumberField name={`groups[${index}].indicators[${at}].worst`} label={words.worstEnd} step={0.001} value={row.worst} onChange={(worst) => indicator(index, at, { worst })} />
                      </div>
                    </fieldset>
                  ))}
                </div>
              </Disclosure>
            </div>
          ))}
        </Form>
        {tried ? <Outcome tried={tried} /> : null}
      </div>
      {publishing ? <PublishForm rule={rule} onClose={() => setPublishing(false)} /> : null}
    </Card>
  );
}
