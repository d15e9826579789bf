import type { Texts } from '../index.ts';

export const manager: Texts['manager'] = {
  menu: { intake: 'Intake', families: 'Families', caseloads: 'Caseworkers', referrals: 'Referrals', beforeAfter: 'Before & after' },
  newFamily: 'New family', seeFile: 'See the file',
  intake: {
    subtitle: 'What waits before focused aid', lists: { harmed: 'No caseworker', consent: 'Awaiting consent', assessment: 'Awaiting assessment' },
    why: { harmed: 'Harmed families that have no caseworker yet; see to these first.', consent: 'These families have not been asked. Until they agree there is no assessment and no aid.', assessment: 'These families agreed; their baseline tier has not been given yet.' },
    none: { harmed: 'Every harmed family has a caseworker.', consent: 'No family awaits consent.', assessment: 'No family awaits an assessment.' }, shownOf: (a, b) => `${a} of ${b} families shown.`,
  },
  filters: { held: 'Has a caseworker', notHeld: 'No caseworker', ofCaseworker: 'Caseworker' },
  searchFirst: 'Search first', searchFirstHelp: 'This family may have a file already. Write what you know; the spelling of names does not matter.', lookForFamily: 'Search', searchNeedsSomething: 'Write at least a name, a national id or a phone.', headName: 'Given name of the head', birthYear: 'Birth year of the head', searchAgain: 'Search again',
  matches: (n) => `${n} similar families`, noMatches: 'No similar family was found', likeness: (n) => `${n}% alike`, reasons: { national_id: 'same national id', file_number: 'same file number', phone: 'same phone', name: 'similar name', birth_year: 'same birth year' }, lookFirst: 'Look at these families before you open a new file.', noneOfThese: 'None of these; open a new file', openNew: 'Open a new file',
  opened: (file) => `File ${file} was opened.`, openFile: 'Open the file', referringAgency: 'Referring agency', referringName: 'Name of the agency, if not listed', identifiedOn: 'Identified on', headHelp: 'May be left for later.', incomeTomans: 'Monthly income (tomans)',
  assigned: 'The family has a caseworker.', assignHelp: 'The caseworker stays with this family for a year. Those with room stand first.', startsOn: 'Focused aid begins',
  changeHolding: 'Change focused aid', whatToDo: 'What do you want to do', acts: { transfer: 'Give to another caseworker', renew: 'Renew the year', release: 'End focused aid' }, transferred: 'The family was given to another caseworker.', renewed: 'The year was renewed.', released: 'Focused aid ended.',
  transferHelp: (when) => `The family’s year stays as it is and ends on ${when}.`, renewHelp: (when) => `The end moves one year on from ${when}. The reason stays in the file.`, releaseHelp: 'At the end of the year a final assessment and tier come first.',
  closeCase: 'Close the case', closed: 'The case was closed.', closeHelp: 'A case is closed when no caseworker holds it and no referral or task is open. Everything stays readable.', reopen: 'Reopen the case',
  caseloadsHelp: '5 to 15 families each', noCaseworkers: 'No caseworker has been admitted yet.', flag: { spare: 'Has room', ok: 'In range', full: 'Full' }, notAccredited: 'Not accredited', onLeave: 'On leave', leftProgram: 'Left the program', hoursOf: (a, b) => `${a} of ${b} hours`, hoursMissing: (n) => `${n} hours of training lacking`, yearEnding: (n) => `${n} years ending`,
  stats: { held: 'Families held', spare: 'With room', spareNote: 'fewer than 5 families', full: 'Full', notReady: 'Not accredited yet', notReadyNote: (n) => `after ${n} hours of training` },
  newCaseworker: 'New caseworker', admit: 'Admit', fullName: 'Full name', backgroundWord: 'Background', background: { graduate: 'Graduate of seminary or university', local_activist: 'Local cultural or social activist' }, admittedOn: 'Admitted on',
  act: { training: 'Record training', accredit: 'Accredit', skills: 'Skills', leave: 'Start leave', leaveEnd: 'End leave', left: 'Left the program' }, accreditHelp: 'Accreditation follows 40 hours of training; families follow accreditation.', leaveEndHelp: 'The caseworker is back.', leftHelp: 'First give the families to others.',
  moveToCenter: 'Move the file to another center', newCenter: 'New center', movedToCenter: 'The file moved to the other center.', moveToCenterHelp: 'From then on the new center keeps the file and this one no longer sees it. If the family has a caseworker, end the holding first.',
  trainings: 'Training', noTraining: 'No training recorded.', trainingTitle: 'Title', hours: 'Hours', phaseWord: 'When', phase: { before: 'Before the first family', during: 'During the year' }, modeWord: 'How', mode: { in_person: 'In person', virtual: 'Remote' }, skillsWord: 'Skills', skillsHelp: 'what the caseworker can do for families', accreditedOn: (when) => `Accredited ${when}`, holdsNone: 'Holds no family.',
  referralsHelp: 'What the families of the center await from commissions: those past their term first, then the oldest', noReferrals: 'No open referral.',
};
