import { useParams } from '@tanstack/react-router';
import { t } from '@/i18n/index.ts';
import { digits, formatDate, formatInstant, num } from '@/lib/dates.ts';
import { Button, Card, Chip, Facts, Loaded, Notice, Page } from '@/ui/index.ts';
import { STATE_TONES, useErasure, whatOf } from './data.ts';
import type { ErasureCertificate } from './types.ts';

function Sheet({ certificate }: { certificate: ErasureCertificate }) {
  const { erasure: one, carried_out: done, read_models_purged: purged } = certificate;
  return (
    <Card title={t.erasure.certificate} actions={<Chip tone={STATE_TONES[one.state]}>{t.erasure.state[one.state]}</Chip>}>
      <div className="stack">
        {done ? <p className="prose strong">{t.erasure.certificateOf}</p> : <Notice tone="warn"><p>{t.erasure.notYet}</p></Notice>}
        <Facts facts={[
          { term: t.words.fileNumber, value: digits(one.file_number) },
          { term: t.erasure.center, value: one.center?.name },
          { term: t.erasure.what, value: whatOf(one) },
          { term: t.erasure.persons, value: one.persons === null ? null : num(one.persons) },
          { term: t.erasure.groundWord, value: t.erasure.ground[one.ground] },
          { term: t.erasure.requestedOn, value: formatDate(one.requested_on) },
          { term: t.erasure.requestedBy, value: one.requested_by.name },
          { term: one.state === 'erased' ? t.erasure.erasedDay : t.erasure.decidedOn, value: one.decided_on ? formatDate(one.decided_on) : null },
          { term: t.erasure.decidedBy, value: one.decided_by?.name },
          { term: t.erasure.position, value: one.event_position === null ? null : num(one.event_position) },
          { term: t.erasure.event, value: one.event_id ? <bdi dir="ltr" className="fingerprint">{one.event_id}</bdi> : null },
          one.state === 'erased' && { term: t.erasure.keys, value: done ? t.erasure.keysGone : t.erasure.keysWait },
          one.state === 'erased' && { term: t.erasure.readModels, value: purged ? t.erasure.purged : t.erasure.purging },
          { term: t.erasure.issuedAt, value: formatInstant(certificate.issued_at) },
        ]} />
        <p className="soft">{t.erasure.certificateNote}</p>
      </div>
    </Card>
  );
}

/** The certificate that somebody was forgotten: a sheet to print, which names nobody. */
export function Certificate() {
  const { id } = useParams({ from: '/shell/erasures/$id' });
  const certificate = useErasure(id);
  return (
    <Page title={t.erasure.certificate} titleHidden>
      <Loaded query={certificate}>
        {(found) => (
          <div className="stack">
            <Sheet certificate={found} />
            {found.carried_out ? <div className="no-print"><Button icon="print" onPress={() => window.print()}>{t.erasure.print}</Button></div> : null}
          </div>
        )}
      </Loaded>
    </Page>
  );
}
