import type { phone as fa } from '../fa/phone.ts';

export const phone: typeof fa = {
  menu: 'Outbox', title: 'Phone and outbox',
  kept: 'Kept on the phone; it is sent as soon as there is a network.', wentToReview: 'Left to the center for review.',
  chip: {
    done: (time) => `In step, ${time}`, syncing: 'Syncing…', offline: 'No network', waiting: (n) => `${n} waiting`, person: (n) => `${n} for you`,
    signIn: 'Sign in to send', update: 'Update the app', serverOlder: 'Server not updated yet', full: 'Phone is full', open: 'State of sync',
  },
  lock: {
    title: 'PIN of this phone', owner: (name) => `The families of ${name} are sealed on this phone.`, pin: 'PIN of 6 digits or more', open: 'Open', opening: 'Opening…',
    wrong: (left) => `The PIN is not right. ${left} tries left.`, malformed: 'A PIN has 6 to 12 digits.',
    shutTitle: 'This phone is locked', shut: 'The PIN was wrong ten times. Sign in with a network and set another PIN; what you wrote is still there.',
    expired: 'This phone has not synced for more than 30 days. Sign in with a network; what you wrote is still there.',
    revokedTitle: 'This phone is to be wiped', revoked: 'The families are gone from this phone. Enter the PIN so that what you have not sent reaches the center first.',
    signIn: 'Sign in with a network', forgotAct: 'Set another PIN', newPin: 'New PIN', again: 'The same PIN again', different: 'The two PINs differ.',
    easy: 'This PIN is easy to guess.', save: 'Set the PIN', other: 'This phone is somebody else’s. Sign in to work with a network.', changed: 'The new PIN is set.',
  },
  setUp: {
    title: 'Work without a network', text: 'Your families, the calendar and the forms stay on this phone, sealed with a PIN that only you know. Record visits, services and assessments without a network; they are sent by themselves as soon as there is one.',
    start: 'Prepare this phone', ready: 'This phone is ready.', notFilled: 'The PIN is set, but your families have not arrived on this phone yet. Until they do, it does not work without a network.', notHere: 'This browser cannot keep families. Open Hamyar under https in an up-to-date browser.',
    evict: 'The browser did not promise to keep them; add Hamyar to the home screen and send soon what you write.', install: 'To open it more easily, choose “Add to home screen” in the browser’s menu.',
    forgetTitle: 'Remove from this phone', forgetText: 'Families and PIN are deleted from this phone.', forgetWaiting: (n) => `${n} pieces of work have not been sent and will be lost.`, forget: 'Remove', changePin: 'Change the PIN',
  },
  status: {
    last: (when) => `Last in step: ${when}`, never: 'Not synced yet', now: 'Sync now', persisted: 'The browser promised to keep them.', full: 'The phone has no room. Delete something and try again; what you typed is still on this screen.',
    ended: { done: 'Everything has reached the server.', unreachable: 'The server cannot be reached; it is tried again by itself.', signed_out: 'Sign in to send.', app_older: 'The app on this phone is old; open the page again with a network.', server_older: 'The server is older than the app; what you wrote waits until it is updated.', revoked: 'This phone may not keep families any more.' },
  },
  outbox: {
    title: 'Outbox', empty: 'Nothing waits', emptyText: 'What you write without a network comes here until it is sent.', typed: (when) => `Written: ${when}`,
    state: { waiting: 'Waiting', unknown: 'Being sent', clash: 'Two values', refused: 'Not accepted', parked: 'Left for review', forgotten: 'Family forgotten', newer: 'Not known to the server yet' },
    parkedText: 'This family was no longer yours, or a rule stood in the way. What you wrote is kept for the center’s manager; nothing is lost.', forgottenText: 'This family asked to be forgotten; nothing is kept of it.',
    clashText: (who, when) => `${who} changed the same on ${when}. Both stay in the history; which one is right?`, field: 'What', somebody: 'Somebody else', mine: 'What I wrote', theirs: 'What the file says now', keepMine: 'Keep mine', keepTheirs: 'Keep theirs',
    edit: 'Edit', drop: 'Discard', dropTitle: 'Discard this', dropText: 'It was not sent and is deleted from the phone.', review: 'Leave to the manager', read: 'Seen', save: 'Save in the outbox', changed: 'What waits is changed.', editTitle: 'Edit before it is sent', pendingHere: 'Waiting to be sent', openFamily: 'Family file', nothingToEdit: 'It has no text or date to edit.',
  },
  device: { synced: (when) => `Synced: ${when}`, unsent: (n) => `${n} unsent`, lost: (n) => `${n} lost` },
  fields: { note: 'Note', text: 'Text', visited_on: 'Day of the visit', delivered_on: 'Day of the service', assessed_on: 'Day of the assessment', done_on: 'Day done', missed_on: 'Day', changed_on: 'From', given_on: 'Day', refused_on: 'Day', withdrawn_on: 'Day', received_on: 'Received on', joined_on: 'Day', left_on: 'Day', referred_on: 'Day', answered_on: 'Day', since: 'Since', next_visit_on: 'Next visit', address: 'Address', instruction: 'Safe way of contact', reason: 'Reason', title: 'Title', window_from: 'From', window_to: 'To', question: 'Question', answer: 'Answer', amount: 'Amount (tomans)', given_name: 'Given name', family_name: 'Family name', specialty: 'Specialty', phone: 'Telephone' },
  choices: { place: 'Where', present: 'Present', entries_done: 'Entries carried out', entry_id: 'Calendar entry', late_reason: 'Why late', domain: 'Domain', kind: 'Kind', purpose: 'For', capacity: 'From the means of', member_ids: 'For whom', member_id: 'Which member', provider_agency_id: 'Provider', agency_id: 'Agency', commission_id: 'Commission', amount_rials: 'Amount', particulars: 'Details', outcome: 'Result', moment: 'Which assessment', readings: 'Answers', voided: 'It never happened', goal_id: 'Goal', remind_days: 'Reminder, days before', repeat: 'Repeated', and_following: 'And those after it', basis: 'Consent of', ground: 'Legal ground', father_name: 'Father’s name', national_id: 'National id', birth_date: 'Birth date', sex: 'Sex', relation: 'Relation to the head', education: 'Education', occupation: 'Occupation', skill: 'Skill', work: 'Work', schooling: 'School', neighborhood_id: 'Neighborhood', window: 'Safe hours', category: 'Group', urgency: 'Urgency', answer_by: 'Answer by' },
  operations: {
    record_visit: 'Visit', correct_visit: 'Correction of a visit', record_service: 'Service', correct_service: 'Correction of a service', record_assessment: 'Assessment', add_note: 'Note', add_attachment: 'Attachment', plan_entry: 'Calendar entry', move_entry: 'Entry moved', complete_entry: 'Entry done', miss_entry: 'Entry missed', cancel_entry: 'Entry cancelled',
    give_consent: 'Consent', refuse_consent: 'Consent refused', withdraw_consent: 'Consent withdrawn', join_member: 'New member', change_member: 'Member changed', leave_member: 'Member left', change_head: 'New head', change_address: 'Address', set_safe_contact: 'Safe way of contact', add_category: 'Category added', remove_category: 'Category removed', record_coverage: 'Coverage', refer_to_commission: 'Referral to a commission', refer_to_expert: 'Referral to an expert', answer_as_expert: 'Expert’s answer',
  },
  update: 'A new version of the app is ready.', updateNow: 'Update',
};
