import { useCallback, useLayoutEffect, useMemo, useRef, useState, type ReactNode, type RefObject } from 'react';
import { Form as AriaForm } from 'react-aria-components';
import { problemText, type ApiProblem } from '@/api/problem.ts';
import { t } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';
import { Button } from './Button.tsx';
import { Icon } from './Icon.tsx';
import { RefusedContext } from './refused.ts';

export type FieldErrors = Record<string, string>;

type FormProps = {
  /** Names the form for those who hear it. */
  label: string;
  children: ReactNode;
  submitLabel: string;
  onSubmit: () => void;
  pending?: boolean;
  /** What the client found wrong before sending, by field name; return {} when all is well. */
  validate?: () => FieldErrors;
  /** The server's refusal; its field errors reach the fields, its sentence the summary. */
  problem?: ApiProblem | null;
  fieldErrors?: FieldErrors;
  /** More buttons beside the main one. */
  actions?: ReactNode;
};

function fieldOf(form: HTMLElement | null, name: string): Element | null {
  return form?.querySelector(`[data-field="${CSS.escape(name)}"]`) ?? null;
}

function focusField(form: HTMLElement | null, name: string): void {
  const target = fieldOf(form, name)?.querySelector<HTMLElement>('.segment, input:not([type="hidden"]):not([hidden]), textarea, button, [tabindex="0"]');
  target?.focus();
  target?.scrollIntoView({ block: 'center' });
}

type SummaryProps = { form: RefObject<HTMLFormElement | null>; problem: ApiProblem | null; errors: FieldErrors; /** Names of errors that are right by now. */ mended: ReadonlySet<string>; ref: RefObject<HTMLDivElement | null> };

/** What is mended keeps its line until the next sending: the button below must not move from under the finger. */
function ErrorSummary({ form, problem, errors, mended, ref }: SummaryProps) {
  const names = Object.keys(errors);
  const [labels, setLabels] = useState<Record<string, string>>({});
  const key = names.join(' ');
  useLayoutEffect(() => {
    const found = key.split(' ').map((name) => [name, fieldOf(form.current, name)?.querySelector('.label')?.firstChild?.textContent ?? '']);
    setLabels(Object.fromEntries(found));
  }, [key, form]);
  if (!problem && names.length === 0) return null;
  return (
    <div className="error-summary" role="alert" aria-atomic="false" tabIndex={-1} ref={ref}>
      <p className="strong">{problem && problem.errors.length === 0 ? problemText(problem) : t.common.errorSummary(num(names.length))}</p>
      {names.length > 0 ? (
        <ul className="list">
          {names.map((name) => (
            <li key={name}>
              {mended.has(name) ? (
                <span className="mended">
                  <Icon name="check" size={16} />
                  {labels[name] || t.common.mended}
                </span>
              ) : (
                <a
                  href={`#${name}`}
                  onClick={(event) => {
                    event.preventDefault();
                    focusField(form.current, name);
                  }}
                >
                  {labels[name] ? `${labels[name]}: ` : ''}
                  {errors[name]}
                </a>
              )}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

/**
 * A form: errors stand beside their field and, together, above the button. What was
 * typed stays whatever the server answers.
 */
export function Form({ label, children, submitLabel, onSubmit, pending = false, validate, problem = null, fieldErrors = {}, actions }: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  const summary = useRef<HTMLDivElement>(null);
  const [own, setOwn] = useState<FieldErrors>({});
  // What stands in a field and cannot be understood: the field tells it here.
  const [refused, setRefused] = useState<FieldErrors>({});
  const refuse = useCallback((name: string, why: string | null) => setRefused((before) => ({ ...Object.fromEntries(Object.entries(before).filter(([one]) => one !== name)), ...(why === null ? {} : { [name]: why }) })), []);
  const check = (): FieldErrors => ({ ...validate?.(), ...refused });
  const checks = Object.keys(own).length > 0;
  const errors = checks ? own : fieldErrors;
  const now = checks ? check() : {};
  const mended = new Set(checks ? Object.keys(own).filter((name) => !(name in now)) : []);
  // The same errors stay the same object, so that a field's own error goes away when it is changed and does not come back by drawing again.
  const key = JSON.stringify(Object.entries(errors).filter(([name]) => !mended.has(name)));
  const shown = useMemo<FieldErrors>(() => Object.fromEntries(JSON.parse(key) as [string, string][]), [key]);
  return (
    <AriaForm
      ref={form}
      className="form"
      aria-label={label}
      validationBehavior="aria"
      validationErrors={shown}
      onSubmit={(event) => {
        event.preventDefault();
        const found = check();
        setOwn(found);
        if (Object.keys(found).length === 0) onSubmit();
        else requestAnimationFrame(() => summary.current?.focus());
      }}
    >
      <RefusedContext value={refuse}>{children}</RefusedContext>
      <ErrorSummary form={form} problem={Object.keys(own).length > 0 ? null : problem} errors={errors} mended={mended} ref={summary} />
      <div className="form-actions">
        <Button type="submit" variant="primary" pending={pending}>
          {submitLabel}
        </Button>
        {actions}
      </div>
    </AriaForm>
  );
}

/** Collects messages: `const e = errorsOf({ visited_on: !date && t.common.dateMissing })`. */
export function errorsOf(found: Record<string, string | false | null | undefined>): FieldErrors {
  const errors: FieldErrors = {};
  for (const [name, message] of Object.entries(found)) if (message) errors[name] = message;
  return errors;
}
