import type { Texts } from '../index.ts';

export const many: Texts['many'] = {
  title: 'One change to many families', open: 'One change to many families', text: 'Choose the change, mark the families, and see first what would happen. Each family is judged by itself; one refusal stops no other.',
  operation: 'What', operations: { plan_entry: 'An entry in everybody’s calendar', send_to_agency: 'Mark as sent to a body' },
  agency: 'Receiving body', agencyHelp: 'Take the list away from “Families” and send it; mark here that it was sent. A family without consent is not sent.', sentOn: 'Day of sending',
  families: 'Families', chosen: (n, of) => `${n} of ${of} chosen`, chooseAll: 'All', chooseNone: 'None', noneChosen: 'Mark at least one family.', tooMany: 'Only the first 500 families are here; narrow the list.',
  tryIt: 'See what would happen', would: (n) => `It would be done for ${n} families`, wouldNot: (n) => `It would not be done for ${n} families`, doIt: (n) => `Do it for ${n} families`,
  done: (n) => `Done for ${n} families`, notDone: (n) => `Not done for ${n} families`, change: 'Change', undo: 'Undo all', undoText: (n) => `This is called back for ${n} families. Both stay in the history.`, undone: (n) => `Called back for ${n} families.`, undoUntil: (time) => `Until ${time} all of it can be called back at once; after that one by one.`, undoReason: 'called back at once', again: 'Another change', why: 'Why',
};
