import type { Texts } from '../index.ts';

export const texts: Texts['texts'] = {
  title: 'Approved texts', help: 'What bodies of the program approved, for everybody to read.', none: 'No text is published yet.', add: 'New text', edit: 'New version', publish: 'Publish', published: 'The text is published.',
  kind: { ethical_charter: 'Ethical charter', requirements: 'Requirements', by_law: 'By-law', other: 'Other' }, kindWord: 'Which text', titleFa: 'Title in Persian', titleEn: 'Title in English', body: 'Text', bodyHelp: 'Part paragraphs by an empty line. Name nobody.', approvedBy: 'Approved by', approvedByHelp: 'a body, not a person; such as the strategic council', approvedOn: 'Day of approval',
  approved: (body, when) => `Approved by ${body}, ${when}`, version: (n) => `Version ${n}`, earlier: 'Versions', read: 'Read', back: 'All approved texts',
  withdraw: 'No longer in force', withdrawHelp: 'The text stays in the list and is marked as no longer in force.', withdrawn: (when) => `not in force since ${when}`, reason: 'Why', withdrawDone: 'It is recorded that this text is no longer in force.', withdrawnOn: 'Since which day', notNewest: 'This is an earlier version.',
};
