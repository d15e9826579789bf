import type { Texts } from '../index.ts';

export const funds: Texts['funds'] = {
  menu: 'Micro-finance funds', one: 'Micro-finance fund', subtitle: 'What members put in, loans on each other’s word, and what comes back', none: 'No fund has been formed yet.', form: 'Form a fund', formed: 'Fund formed.',
  onDay: 'Day', tomans: (n) => `${n} tomans`, hours: 'Hours', family: 'Family', erased: 'Erased',
  name: 'Name of the fund', nameHelp: 'Name nobody in it.', neighborhood: 'Neighborhood', helper: 'Facilitation office or body that helped', center: 'Center', formedOn: 'Formed on', closedOn: 'Closed on', isClosed: 'Closed',
  balance: 'Balance', balanceNote: 'Contributions and repayments, less loans and withdrawals', outstanding: 'With borrowers', overdue: 'Overdue', members: 'Members', membersOf: (n) => `${n} members`, loans: 'Loans', loansOpen: (n) => `${n} open loans`, waiting: (n) => `${n} requests unanswered`, book: 'Book', trainings: 'Trainings', calendar: 'Instalments ahead', tabs: 'Parts of the fund',
  member: 'Member', share: 'Share', owes: 'Owes', answersFor: 'Answers for', answersForCount: (n) => `${n} loans`, joinedOn: 'Joined', leftOn: 'Left', left: 'Left', noMembers: 'No members yet.', noLoans: 'No loan was asked for yet.', noBook: 'Nothing in the book yet.', noTrainings: 'No training yet.', noDue: 'No instalment ahead.',
  amount: 'Amount (tomans)', amountShort: 'Amount', change: 'Change of the balance', after: 'Balance after it', what: 'What', on: 'Day', by: 'Member', reversedOn: (day) => `Reversed on ${day}`,
  purpose: 'For', instalments: 'Monthly instalments', guarantee: 'Guarantee', guarantors: 'Guarantors', guarantorsHelp: 'At least two other members who answer together', collateral: 'Security', firstDue: 'First instalment due', firstDueHelp: 'A month after payment when left empty', asked: 'Asked for', lent: 'Paid out', repaid: 'Paid back', rest: 'Left', requestedOn: 'Asked on', grantedOn: 'Paid out on', refusedOn: 'Answered on', defaultOn: 'Default declared', number: 'Instalment', due: 'Due', paid: 'Paid', reason: 'Reason', mistake: 'What was wrong', coveredBy: 'Which guarantor', byThing: 'From the security', topic: 'Topic', present: 'Present', personHours: (n) => `${n} person-hours`, correct: 'Put right',
  saysMistake: 'The entry stays in the book and counts no more.', gone: 'Named at another center', familyTitle: 'Micro-finance funds', guarantorCount: (n) => `${n} guarantors`, answersForOthers: (n) => `Answers for ${n} loans of others`, restOf: (rest, of) => `${rest} of ${of} left`,
  kind: { contribution: 'Contribution', withdrawal: 'Share withdrawn', loan: 'Loan paid out', repayment: 'Repayment', cover: 'Paid by a guarantor' },
  state: { requested: 'Waits for an answer', refused: 'Refused', lent: 'Being paid back', overdue: 'Overdue', default: 'In default', paid: 'Paid back' },
  instalment: { paid: 'Paid', overdue: 'Overdue', due: 'Ahead' },
  purposes: { work: 'Work', education: 'Education', treatment: 'Treatment', housing: 'Housing', household: 'Household', other: 'Other' },
  guarantees: { group: 'Group of members', physical: 'Security' },
  collaterals: { gold: 'Gold', property: 'Property', vehicle: 'Vehicle', cheque: 'Cheque', promissory_note: 'Promissory note', other: 'Other' },
  refusals: { money_lacking: 'Not enough money', guarantee_lacking: 'Guarantee lacking', purpose_outside: 'Not what the fund is for', taken_back: 'Request taken back', other: 'Other' },
  mistakes: { wrong_amount: 'Wrong amount', wrong_person: 'Somebody else’s', entered_twice: 'Entered twice', not_paid: 'Was not paid' },
  topics: { rules: 'Rules of the fund', saving: 'Saving', bookkeeping: 'Bookkeeping', lending: 'Loans and guarantees', business: 'Business', selling: 'Selling', other: 'Other' },
  act: { join: 'New member', leave: 'Member leaves', contribute: 'Contribution', withdraw: 'Withdraw share', request: 'Ask for a loan', grant: 'Pay out', refuse: 'Refuse', pay: 'Repayment', default: 'Declare default', cover: 'Guarantor pays', reverse: 'Reverse entry', train: 'Record training', close: 'Close the fund' },
  report: {
    menu: 'Report on funds', title: 'Micro-finance funds at a glance', subtitle: 'Funds, members taught, trainings and loans', all: 'From the beginning until today', year: 'Year', few: 'Fewer than 5', funds: 'Funds', fundsClosed: (n) => `${n} closed`, members: 'Members', trained: 'Members taught', trainings: 'Trainings', hours: (n) => `${n} hours`, loans: 'Loans', borrowers: 'Persons who got one', eachOnce: 'Each once', byGroup: 'On a group’s word', onThings: 'On a security', inDefault: 'In default', contributions: 'Contributions', lent: 'Paid out', repaid: 'Paid back', money: 'Money', people: 'Funds and training', loansTitle: 'Loans', rounded: 'Money, and numbers below five, are not told to you in this report.',
  },
};
