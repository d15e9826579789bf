import { useContext, useId } from 'react';
import { FileTrigger, FormValidationContext } from 'react-aria-components';
import { t } from '@/i18n/index.ts';
import { cx } from '@/lib/cx.ts';
import { Button } from './Button.tsx';
import type { FieldProps } from './Field.tsx';
import { Icon } from './Icon.tsx';

type FileFieldProps = FieldProps & {
  /** What the chooser offers; what comes is judged by the server. */
  accept: readonly string[];
  /** What the camera makes; without it no camera is offered. */
  camera?: readonly string[] | undefined;
  /** What the recorder makes; without it none is offered. */
  sound?: readonly string[] | undefined;
  chooseLabel: string;
  cameraLabel: string;
  soundLabel?: string | undefined;
  /** The chosen file: its name, and its size in words. */
  chosen: { name: string; size: string } | null;
  /** What is wrong with it, known at once. */
  error?: string | undefined;
  onChange: (file: File) => void;
};

/** One file: chosen from the device, or taken with its camera or recorder where it has a touch screen. */
export function FileField({ name, label, help, optional, disabled = false, accept, camera, sound, chooseLabel, cameraLabel, soundLabel, chosen, error, onChange }: FileFieldProps) {
  const id = useId();
  const told = useContext(FormValidationContext)[name];
  const wrong = error ?? (Array.isArray(told) ? told.join(' ') : told);
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file) onChange(file);
  };
  return (
    <div className="field" data-field={name} data-invalid={wrong ? true : undefined} role="group" aria-labelledby={`${id}-label`} aria-describedby={`${id}-help ${id}-chosen ${id}-error`}>
      <span className="label" id={`${id}-label`}>
        {label}
        {optional ? <span className="mark"> ({t.common.optional})</span> : null}
      </span>
      <p className="help" id={`${id}-help`}>{help}</p>
      <p className={cx('cluster', !chosen && 'soft')} id={`${id}-chosen`} role="status">
        {chosen ? <><Icon name="document" size={18} /><bdi>{chosen.name}</bdi><span className="soft">{chosen.size}</span></> : null}
      </p>
      <div className="cluster">
        <FileTrigger acceptedFileTypes={accept} onSelect={take}>
          <Button icon="add" isDisabled={disabled}>{chooseLabel}</Button>
        </FileTrigger>
        {camera ? (
          <span className="only-touch">
            <FileTrigger acceptedFileTypes={camera} defaultCamera="environment" onSelect={take}>
              <Button isDisabled={disabled}>{cameraLabel}</Button>
            </FileTrigger>
          </span>
        ) : null}
        {sound ? (
          <span className="only-touch">
            <FileTrigger acceptedFileTypes={sound} defaultCamera="user" onSelect={take}>
              <Button isDisabled={disabled}>{soundLabel}</Button>
            </FileTrigger>
          </span>
        ) : null}
      </div>
      <div className="error-line" id={`${id}-error`}>{wrong ? <><Icon name="alert" size={16} /><span>{wrong}</span></> : null}</div>
    </div>
  );
}
