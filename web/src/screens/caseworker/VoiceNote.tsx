import { useEffect, useState, useSyncExternalStore } from 'react';
import { useBlocker } from '@tanstack/react-router';
import { t } from '@/i18n/index.ts';
import { digits, today } from '@/lib/dates.ts';
import { Recorder, SECONDS_MAX, clock } from '@/lib/recorder.ts';
import { sizeWords } from '@/screens/family/size.ts';
import { Button, Confirm, Icon, Sound, saveAs } from '@/ui/index.ts';

/** A recorder of this form; whoever leaves the form gives the microphone back. */
export function useRecorder(bytesMax: number): Recorder {
  const [recorder] = useState(() => new Recorder(bytesMax));
  useEffect(() => () => recorder.discard(), [recorder]);
  return recorder;
}

export const useStanding = (recorder: Recorder) => useSyncExternalStore(recorder.subscribe, recorder.standing);

/** Counts up while it is recorded. */
function Elapsed({ recorder }: { recorder: Recorder }) {
  const [seconds, setSeconds] = useState(() => recorder.seconds());
  useEffect(() => {
    const timer = setInterval(() => setSeconds(recorder.seconds()), 250);
    return () => clearInterval(timer);
  }, [recorder]);
  // Nobody wants every second read out.
  return <span className="figure strong" role="timer" aria-live="off">{digits(clock(seconds))} <span className="soft">/ {digits(clock(SECONDS_MAX))}</span></span>;
}

function Heard({ sound, label }: { sound: Blob; label: string }) {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(sound);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [sound]);
  return address ? <Sound src={address} label={label} /> : null;
}

/** The name by which it is found again among the downloads of the device. */
const nameOf = (sound: Blob): string => `voice-${today()}.${sound.type === 'audio/mp4' ? 'm4a' : sound.type === 'audio/ogg' ? 'ogg' : 'webm'}`;

type VoiceNoteProps = {
  recorder: Recorder;
  disabled: boolean;
  /** A file is chosen: only one of the two goes into the case. */
  fileChosen: boolean;
  /** Its person threw it away. */
  onDiscard: () => void;
  /** Leaving costs nothing any more: it was put into the case. */
  isKept: () => boolean;
};

/** Recorded here, listened to, kept or thrown away; nothing leaves the device before the form is sent. */
export function VoiceNote({ recorder, disabled, fileChosen, onDiscard, isKept }: VoiceNoteProps) {
  const { stage, trouble, full, taken, sound } = useStanding(recorder);
  const [dropping, setDropping] = useState(false);
  const words = t.caseworker.voice;
  const held = () => !isKept() && ['recording', 'paused', 'done'].includes(recorder.standing().stage);
  const leaving = useBlocker({ shouldBlockFn: held, enableBeforeUnload: held, withResolver: true });
  const drop = () => {
    setDropping(false);
    recorder.discard();
    onDiscard();
  };
  return (
    <div className="field" role="group" aria-label={words.title} data-field="voice">
      {stage === 'idle' || stage === 'asking' ? (
        <div className="cluster">
          <Button icon="microphone" pending={stage === 'asking'} isDisabled={disabled || fileChosen} onPress={() => void recorder.start()}>{words.record}</Button>
          <span className="soft">{stage === 'asking' ? words.asking : fileChosen ? words.fileFirst : words.help(digits(SECONDS_MAX / 60))}</span>
        </div>
      ) : null}
      {stage === 'recording' || stage === 'paused' ? (
        <div className="card stack-tight">
          <p className="cluster">
            <Icon name={stage === 'paused' ? 'pause' : 'microphone'} size={18} />
            <span role="status">{taken ? words.taken : stage === 'paused' ? words.paused : words.recording}</span>
            <Elapsed key={stage} recorder={recorder} />
          </p>
          <div className="cluster">
            <Button variant="primary" icon="check" onPress={() => recorder.stop()}>{words.stop}</Button>
            {stage === 'paused' ? <Button icon="microphone" isDisabled={taken} onPress={() => recorder.resume()}>{words.resume}</Button> : <Button icon="pause" onPress={() => recorder.pause()}>{words.pause}</Button>}
            <Button variant="quiet" onPress={() => setDropping(true)}>{words.drop}</Button>
          </div>
        </div>
      ) : null}
      {stage === 'done' && sound ? (
        <div className="card stack-tight">
          <p role="status">{full ? words.full(digits(clock(recorder.seconds()))) : words.done(digits(clock(recorder.seconds())))} <span className="soft">{sizeWords(sound.size)}</span></p>
          <Heard sound={sound} label={words.heard} />
          <div className="cluster">
            <Button small icon="document" onPress={() => saveAs({ blob: sound, name: nameOf(sound) })}>{words.save}</Button>
            <Button small variant="quiet" isDisabled={disabled} onPress={() => setDropping(true)}>{words.drop}</Button>
          </div>
          <p className="soft">{words.saveHelp}</p>
        </div>
      ) : null}
      <div className="error-line" role="alert">{trouble ? <><Icon name="alert" size={16} /><span>{words.trouble[trouble]}</span></> : null}</div>
      <Confirm title={words.dropTitle} open={dropping} danger confirmLabel={words.drop} onConfirm={drop} onClose={() => setDropping(false)}>
        <p>{words.dropText}</p>
      </Confirm>
      <Confirm title={words.leaveTitle} open={leaving.status === 'blocked'} danger confirmLabel={words.leave} onConfirm={() => leaving.proceed?.()} onClose={() => leaving.reset?.()}>
        <p>{words.leaveText}</p>
      </Confirm>
    </div>
  );
}
