import { useParams } from '@tanstack/react-router';
import { useApi } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatInstant, num } from '@/lib/dates.ts';
import { Button, Card, Facts, Loaded, Notice, Page } from '@/ui/index.ts';
import type { CheckpointView } from './checkpointTypes.ts';
import './auditor.css';

/** The code as a drawing: dark on white whatever the theme, so that a phone reads it. */
function Code({ side, path }: { side: number; path: string }) {
  return (
    <svg className="qr" role="img" aria-label={t.proof.qr} viewBox={`0 0 ${side} ${side}`} shapeRendering="crispEdges">
      <path fill="#fff" d={`M0 0h${side}v${side}H0z`} />
      <path fill="#000" d={path} />
    </svg>
  );
}

/** A checkpoint as a sheet to print: paper is a witness that no server can change. */
export function Checkpoint() {
  const { number } = useParams({ from: '/shell/audit/checkpoints/$number' });
  const found = useApi<CheckpointView>(`/audit/checkpoints/${encodeURIComponent(number)}`);
  return (
    <Loaded query={found}>
      {(checkpoint) => (
        <Page
          title={t.proof.sheetTitle(num(checkpoint.number))}
          back={{ label: t.proof.back, to: '/audit/checkpoints' }}
          actions={<span className="no-print"><Button variant="primary" icon="print" onPress={() => window.print()}>{t.proof.print}</Button></span>}
        >
          {checkpoint.holds ? <p className="prose no-print">{t.proof.sheetHelp}</p> : <Notice tone="bad" title={t.proof.broken}>{t.proof.brokenHelp}</Notice>}
          {checkpoint.begins ? <Notice tone={checkpoint.begins === 'new' ? 'info' : 'warn'}>{t.proof.begins[checkpoint.begins] ?? checkpoint.begins}</Notice> : null}
          <div className="columns even">
            {checkpoint.qr ? <Card><Code {...checkpoint.qr} /></Card> : null}
            <Card>
              <Facts
                facts={[
                  { term: t.proof.signedAt, value: checkpoint.signed_at ? formatInstant(checkpoint.signed_at) : null },
                  { term: t.proof.position, value: checkpoint.position === null ? null : num(checkpoint.position) },
                  { term: t.proof.streams, value: checkpoint.streams === null ? null : num(checkpoint.streams) },
                  { term: t.proof.series, value: checkpoint.series === null ? null : num(checkpoint.series) },
                  { term: t.proof.fingerprint, value: checkpoint.fingerprint ? <bdi dir="ltr" className="fingerprint">{checkpoint.fingerprint}</bdi> : null },
                  { term: t.proof.publicKey, value: checkpoint.public_key ? <bdi dir="ltr" className="fingerprint">{checkpoint.public_key}</bdi> : null },
                  { term: t.proof.root, value: checkpoint.root ? <bdi dir="ltr" className="fingerprint">{checkpoint.root}</bdi> : null },
                ]}
              />
            </Card>
          </div>
          <Card title={t.proof.note}>
            <pre dir="ltr" className="note-text">{checkpoint.note}</pre>
          </Card>
        </Page>
      )}
    </Loaded>
  );
}
