import type { Texts } from '../index.ts';

export const words: Texts['words'] = {
  tier: { stable: 'Stable', at_risk: 'At risk', harmed: 'Harmed' },
  tierShort: { stable: 'Stable', at_risk: 'At risk', harmed: 'Harmed' },
  noTier: 'No tier yet',
  moment: { preliminary: 'Preliminary tier', baseline: 'Baseline tier', interim: 'Interim tier', final: 'Final tier' },
  assessment: { baseline: 'Baseline assessment', interim: 'Interim assessment', final: 'Final assessment' },
  domain: { social: 'Social', economic: 'Economic', cultural: 'Cultural' },
  due: { overdue: 'Overdue', today: 'Today', this_week: 'This week', later: 'Later', none: 'No date' },
  role: {
    caseworker: 'Caseworker', center_manager: 'Center manager', commission_member: 'Commission member',
    agency_officer: 'Agency officer', auditor: 'Auditor', officer: 'Provincial officer', administrator: 'Administrator',
  },
  consent: { given: 'Consent given', withdrawn: 'Consent withdrawn', not_asked: 'Not yet asked', refused: 'Consent refused' },
  taskState: { open: 'New', accepted: 'Accepted', in_progress: 'In progress', done: 'Done', declined: 'Declined' },
  family: 'Family', caseworker: 'Caseworker', center: 'Center', commission: 'Commission', agency: 'Agency',
  neighborhood: 'Neighborhood', fileNumber: 'File number', familyName: 'Family name', member: 'Member', head: 'Head of family',
  nationalId: 'National id', birthDate: 'Date of birth', address: 'Address', phone: 'Phone', visit: 'Visit', service: 'Service',
  referral: 'Referral', decision: 'Decision', task: 'Task', generalAid: 'General aid', focusedAid: 'Focused aid',
  calendar: 'Aid calendar', timeline: 'History', indicator: 'Indicator', year: 'Year',
};
