import { t } from '@/i18n/index.ts';
import { Button, Notice, toast } from '@/ui/index.ts';
import './access.css';

type RecoveryCodesProps = { codes: readonly string[]; onKept: () => void };

/** Shown once: the person keeps them before going on. */
export function RecoveryCodes({ codes, onKept }: RecoveryCodesProps) {
  const copy = async () => {
    await navigator.clipboard.writeText(codes.join('\n'));
    toast(t.access.copied);
  };
  return (
    <div className="stack">
      <h2>{t.access.recoveryTitle}</h2>
      <Notice tone="warn"><p>{t.access.recoveryText}</p></Notice>
      <ol className="recovery-codes" dir="ltr" aria-label={t.access.recoveryTitle}>
        {codes.map((code) => <li key={code}><code>{code}</code></li>)}
      </ol>
      <div className="form-actions">
        <Button variant="primary" icon="check" onPress={onKept}>{t.access.codesKept}</Button>
        <Button onPress={() => void copy()}>{t.access.copyCodes}</Button>
        <Button icon="print" onPress={() => window.print()}>{t.access.printCodes}</Button>
      </div>
    </div>
  );
}
