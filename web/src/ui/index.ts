export { Button, IconButton, LinkButton } from './Button.tsx';
export { Chip, Count, DomainChip, DueChip, TierChip, type Tone } from './Chip.tsx';
export { Confirm, Dialog } from './Dialog.tsx';
export { FamilyStrip, TierChange, type FamilyStripProps } from './FamilyStrip.tsx';
export { Checkbox, ChoiceField, ChoicesField, NumberField, ScaleField, SearchField, TextArea, TextField, type FieldProps, type Option } from './Field.tsx';
export { Form, errorsOf, type FieldErrors } from './Form.tsx';
export { Icon, Mark, type IconName } from './Icon.tsx';
export { Card, Disclosure, Notice, Page } from './Page.tsx';
export { LoadMore, Pager } from './Pager.tsx';
export { DueGroups, Row, RowLink } from './Row.tsx';
export { ComboField, SelectField, foldPersian } from './Select.tsx';
export { Meter, Stat, StatLink } from './Stat.tsx';
export { Empty, Failure, Loaded, ProblemNote, Skeleton } from './State.tsx';
export { Facts, Table, type Column, type Fact } from './Table.tsx';
export { LinkTabs, Tabs, type TabItem } from './Tabs.tsx';
export { TimeSlider } from './TimeSlider.tsx';
export { Timeline, type TimelineItem } from './Timeline.tsx';
export { toast, Toasts } from './Toasts.tsx';
// DateField is imported by its own path ('@/ui/DateField.tsx'), so that screens without dates do not load the calendar.
