import type { Texts } from '../index.ts';

export const erasure: Texts['erasure'] = {
  menu: 'Erasure', erased: 'Erased', erasedFamily: (file) => `Erased family, file ${file}`, erasedMember: 'Erased member', erasedOn: (when) => `This family was erased on ${when}`,
  erasedHelp: 'Names, address, notes and whatever else was known of this family are gone and cannot come back. The dates of what happened, tiers and counts stay, and nothing more is added to the file.',
  memberErasedHelp: 'What was known of this member is gone.', keptUntil: (when) => `Kept until ${when}`,
  ask: 'Ask for erasure', askHelp: 'An erasure cannot be undone: the key of the data is destroyed, and backups cannot be read either. A second person (an administrator) decides without seeing the file.',
  who: 'Who is to be erased', wholeFamily: 'The whole family', wholeHelp: 'The case must be closed; only under a legal order is an open case erased too, which ends what still runs in it.', headHelp: 'The head of an open case is erased after another head is named.',
  memberHelp: 'What is said of this member in notes and other words the family shares stays; where that must go as well, erase the whole family.',
  groundWord: 'On what ground', ground: { person_request: 'The person, or their guardian, asked for it', retention_ended: 'The time of keeping is over', entered_by_mistake: 'Entered by mistake', legal_order: 'Legal order' },
  note: 'Note', noteHelp: 'Sealed with the key of whom it speaks of, and erased with them. The second person does not see it.', asked: 'The request is recorded and waits for a second person.',
  state: { waiting: 'Waiting', withdrawn: 'Taken back', refused: 'Refused', erased: 'Erased' }, requests: 'Requests for erasure', noRequests: 'There is no request.', past: 'Earlier requests',
  waits: 'A request for erasure waits', askedBy: (who, when) => `${who}, ${when}`, withdraw: 'Take the request back', withdrawHelp: 'The request is put aside and nobody is erased.', withdrawn: 'The request was taken back.',
  proposals: 'Files whose time of keeping is over', proposalsHelp: 'Nothing is erased by itself; look at each, and ask for its erasure where it should go.', noProposals: 'No file has been kept longer than its time.', proposedSince: (when) => `Kept until ${when}`, closedOn: (when) => `Closed on ${when}`, inRequest: 'Requested',
  managerHelp: 'Requests of your center, and closed files about whose keeping you have to decide',
  adminHelp: 'You are the second person: you see the file number, the ground and the dates alone. Where you asked for something in the same file yourself, another administrator decides.',
  oneMember: 'One member', what: 'What', center: 'Center', requestedOn: 'Requested on', requestedBy: 'Requested by', decidedOn: 'Decided on', decidedBy: 'Decided by', reason: 'Reason',
  approve: 'Erase', approveOf: (file) => `Erase file ${file}`, approveHelp: 'The key of the data is destroyed with this. It cannot be undone, not even with a backup.', approved: 'Erased.', refuse: 'Refuse', refuseReason: 'Why it is refused', refuseHelp: 'The center reads this reason in the file.', refused: 'The request was refused.',
  certificate: 'Certificate of erasure', certificateOf: 'This certifies that the personal data named below was erased from Hamyar and cannot be brought back.', notYet: 'This request has not been carried out; the certificate is given after that.', print: 'Print the certificate',
  persons: 'Persons', erasedDay: 'Erased on', event: 'Event', position: 'Place in the history', keys: 'Keys', keysGone: 'Destroyed', keysWait: 'Under way', readModels: 'Lists and search', purged: 'Emptied', purging: 'Under way', issuedAt: 'Issued',
  certificateNote: 'This certificate names nobody. What happened and how often stays in the history, without names.',
};
