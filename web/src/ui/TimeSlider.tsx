import { useState } from 'react';
import { Label, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components';

type TimeSliderProps = { label: string; value: number; max: number; onChange: (value: number) => void; /** What the chosen step is, in words: number and date. */ output: string };

/** Steps through a history from 1 to `max`; the past is where reading starts. */
export function TimeSlider({ label, value, max, onChange, output }: TimeSliderProps) {
  // What was asked for holds until the page has followed: the next key goes on from there.
  const [asked, setAsked] = useState<number | null>(null);
  const [seen, setSeen] = useState(value);
  if (seen !== value) {
    setSeen(value);
    setAsked(null);
  }
  const change = (to: number) => {
    setAsked(to);
    onChange(to);
  };
  return (
    <Slider className="slider" value={asked ?? value} onChange={(v) => change(typeof v === 'number' ? v : (v[0] ?? 1))} minValue={1} maxValue={Math.max(1, max)}>
      <div className="spread">
        <Label className="strong">{label}</Label>
        <SliderOutput className="soft">{output}</SliderOutput>
      </div>
      <SliderTrack className="slider-track"><SliderThumb className="slider-thumb" /></SliderTrack>
    </Slider>
  );
}
