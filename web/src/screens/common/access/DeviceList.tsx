import { useState } from 'react';
import { useApi } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatInstant, num, type ServerDate } from '@/lib/dates.ts';
import { Button, Chip, Confirm, Dialog, Form, Loaded, ProblemNote, TextField, errorsOf, toast } from '@/ui/index.ts';
import { useAct } from './useAct.ts';
import './access.css';

export type DeviceView = { id: string; name: string | null; browser: string; current: boolean; created_at: ServerDate; last_seen_at: ServerDate; wipe_asked_at: ServerDate | null; wiped_at: ServerDate | null; synced_at: ServerDate | null; unsent: number | null; lost: number };

const NAME_MAX = 60;

function Rename({ device, onClose }: { device: DeviceView; onClose: () => void }) {
  const [name, setName] = useState(device.name ?? '');
  const save = useAct(`/devices/${device.id}/name`, () => {
    toast(t.access.deviceNamed);
    onClose();
  });
  return (
    <Dialog title={t.access.deviceName} open onClose={onClose}>
      <Form label={t.access.deviceName} submitLabel={t.common.save} pending={save.pending} problem={save.problem} fieldErrors={save.fieldErrors} validate={() => errorsOf({ name: !name.trim() && t.common.required })} onSubmit={() => void save.send({ name })}>
        <TextField name="name" label={t.access.deviceName} help={t.access.deviceNameHelp} value={name} onChange={setName} maxLength={NAME_MAX} />
      </Form>
    </Dialog>
  );
}

function Wipe({ device, onClose }: { device: DeviceView; onClose: () => void }) {
  const wipe = useAct(`/devices/${device.id}/wipe`, () => {
    toast(t.access.wipeAsked);
    onClose();
  });
  return (
    <Confirm title={t.access.wipeOf(device.name ?? device.browser)} open danger confirmLabel={t.access.wipe} pending={wipe.pending} onConfirm={() => void wipe.send()} onClose={onClose}>
      <div className="stack-tight">
        {device.current ? <p className="strong">{t.access.wipeThisOne}</p> : null}
        <p>{t.access.wipeText}</p>
        <ProblemNote problem={wipe.problem} />
      </div>
    </Confirm>
  );
}

function One({ device, own }: { device: DeviceView; own: boolean }) {
  const [act, setAct] = useState<'name' | 'wipe' | null>(null);
  const name = device.name ?? device.browser;
  const close = () => setAct(null);
  return (
    <li className="one-of-many">
      <div>
        <p className="cluster">
          <bdi className="strong">{name}</bdi>
          {device.current ? <Chip tone="info">{t.access.thisOne}</Chip> : null}
          {device.wiped_at ? <Chip>{t.access.wipedOn(formatInstant(device.wiped_at))}</Chip> : device.wipe_asked_at ? <Chip tone="warn">{t.access.waitsForWipe(formatInstant(device.wipe_asked_at))}</Chip> : null}
        </p>
        <p className="faint">{[device.name ? device.browser : null, t.access.lastSeen(formatInstant(device.last_seen_at)), device.synced_at ? t.phone.device.synced(formatInstant(device.synced_at)) : null].filter(Boolean).join(t.common.listComma)}</p>
        {device.unsent || device.lost ? <p className="cluster">{device.unsent ? <Chip tone="warn">{t.phone.device.unsent(num(device.unsent))}</Chip> : null}{device.lost ? <Chip tone="bad">{t.phone.device.lost(num(device.lost))}</Chip> : null}</p> : null}
      </div>
      {device.wipe_asked_at ? null : (
        <div className="cluster">
          {own ? <Button small variant="quiet" aria-label={t.access.nameDeviceOf(name)} onPress={() => setAct('name')}>{t.access.nameDevice}</Button> : null}
          <Button small variant="quiet" aria-label={t.access.wipeOf(name)} onPress={() => setAct('wipe')}>{t.access.wipe}</Button>
        </div>
      )}
      {act === 'name' ? <Rename device={device} onClose={close} /> : null}
      {act === 'wipe' ? <Wipe device={device} onClose={close} /> : null}
    </li>
  );
}

type DeviceListProps = { /** Where they are read: `/devices`, `/caseworkers/…/devices`, `/users/…/devices`. */ path: string; text?: string; /** The own ones can be named. */ own?: boolean };

/** Devices of somebody; a lost one is wiped in two taps. */
export function DeviceList({ path, text, own = false }: DeviceListProps) {
  const devices = useApi<{ items: DeviceView[] }>(path);
  return (
    <Loaded query={devices} rows={2}>
      {({ items }) => (
        <div className="stack">
          {text ? <p className="soft">{text}</p> : null}
          {items.length === 0 ? <p className="soft">{t.access.noDevices}</p> : <ul className="bare-list">{items.map((device) => <One key={device.id} device={device} own={own} />)}</ul>}
        </div>
      )}
    </Loaded>
  );
}
