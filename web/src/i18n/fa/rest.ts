// What the screens behind the sign-in say.
import { activities } from './activities.ts';
import { administrator } from './administrator.ts';
import { agency } from './agency.ts';
import { audit } from './audit.ts';
import { auditor } from './auditor.ts';
import { caseworker } from './caseworker.ts';
import { commission } from './commission.ts';
import { erasure } from './erasure.ts';
import { experts } from './experts.ts';
import { family } from './family.ts';
import { followUp } from './followUp.ts';
import { manager } from './manager.ts';
import { many } from './many.ts';
import { merge } from './merge.ts';
import { moving } from './moving.ts';
import { officer } from './officer.ts';
import { places } from './places.ts';
import { proof } from './proof.ts';
import { referral } from './referral.ts';
import { reports } from './reports.ts';
import { rights } from './rights.ts';
import { setup } from './setup.ts';
import { sitting } from './sitting.ts';
import { trust } from './trust.ts';
import { voice } from './voice.ts';
import { whatIf } from './whatIf.ts';

export const rest = { activities, administrator, agency, audit, auditor, caseworker, commission, erasure, experts, family, followUp, manager, many, merge, moving, officer, places, proof, referral, reports, rights, setup, sitting, trust, voice, whatIf };
