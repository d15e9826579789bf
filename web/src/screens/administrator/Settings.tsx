import { useState } from 'react';
import { useApi, useCommand } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatDate, num, today } from '@/lib/dates.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Button, Card, Chip, Dialog, Facts, Form, Loaded, NumberField, Page, errorsOf, toast, type FieldErrors } from '@/ui/index.ts';
import type { NumberName, SettingsView } from './types.ts';

const names = () => Object.keys(t.administrator.numbers) as NumberName[];
/** What can be typed; the server has the last word. */
const LIMITS: Record<NumberName, [min: number, max: number]> = {
  hours_before: [0, 500], hours_during: [0, 500], caseload_min: [1, 50], caseload_max: [1, 50], assignment_years: [1, 5], quorum_min: [1, 30], year_end_notice_days: [1, 365], visit_every_days: [1, 365], assessment_within_days: [1, 365], retention_years: [1, 100], answer_days: [1, 90], urgent_answer_days: [1, 90],
};

const figure = (value: number | null) => (value === null ? null : <span className="figure strong">{num(value)}</span>);

type Draft = Record<NumberName, number | null>;

function PublishForm({ settings, onClose }: { settings: SettingsView; onClose: () => void }) {
  const [draft, setDraft] = useState<Draft>(settings.values);
  const [from, setFrom] = useState<string | null>(today());
  const publish = useCommand<Draft & { effective_from: string | null }>('/settings/versions', {
    onDone: () => {
      toast(t.administrator.published);
      onClose();
    },
  });
  const validate = (): FieldErrors => {
    const found: Record<string, string | false> = { effective_from: !from && t.common.dateMissing };
    for (const name of names()) {
      const value = draft[name];
      const [min, max] = LIMITS[name];
      found[name] = (value === null || value < min || value > max) && t.administrator.outOfRange(num(min), num(max));
    }
    const { caseload_min: least, caseload_max: most } = draft;
    if (least !== null && most !== null && least > most) found['caseload_min'] = t.administrator.minAboveMax;
    return errorsOf(found);
  };
  return (
    <Form label={t.administrator.change} submitLabel={t.administrator.publish} pending={publish.pending} problem={publish.problem} fieldErrors={publish.fieldErrors} validate={validate} onSubmit={() => void publish.send({ ...draft, effective_from: from })}>
      <div className="form-row">
        {names().map((name) => <NumberField key={name} name={name} label={t.administrator.numbers[name]} value={draft[name]} onChange={(value) => setDraft((now) => ({ ...now, [name]: value }))} />)}
      </div>
      <DateField name="effective_from" label={t.administrator.effectiveFrom} value={from} onChange={setFrom} />
    </Form>
  );
}

/** The program's numbers: read by everybody, published anew by the administrator. */
export function Settings() {
  const settings = useApi<SettingsView>('/settings', { streams: ['settings'] });
  const [changing, setChanging] = useState(false);
  return (
    <Loaded query={settings}>
      {(found) => (
        <Page title={t.administrator.settingsTitle} subtitle={t.administrator.settingsHelp} actions={<Button icon="edit" onPress={() => setChanging(true)}>{t.administrator.change}</Button>}>
          <Card title={<span className="cluster">{t.administrator.settingsVersion(num(found.version))}<Chip>{found.effective_from ? t.administrator.inForce(formatDate(found.effective_from)) : t.administrator.defaults}</Chip></span>}>
            <Facts compact facts={names().map((name) => ({ term: t.administrator.numbers[name], value: figure(found.values[name]) }))} />
          </Card>
          <Dialog title={t.administrator.change} open={changing} onClose={() => setChanging(false)} wide>
            <PublishForm settings={found} onClose={() => setChanging(false)} />
          </Dialog>
        </Page>
      )}
    </Loaded>
  );
}
