import { access } from './access.ts';
import { administrator } from './administrator.ts';
import { agency } from './agency.ts';
import { audit } from './audit.ts';
import { auditor } from './auditor.ts';
import { caseworker } from './caseworker.ts';
import { commission } from './commission.ts';
import { common } from './common.ts';
import { erasure } from './erasure.ts';
import { experts } from './experts.ts';
import { family } from './family.ts';
import { followUp } from './followUp.ts';
import { manager } from './manager.ts';
import { officer } from './officer.ts';
import { places } from './places.ts';
import { problems } from './problems.ts';
import { proof } from './proof.ts';
import { referral } from './referral.ts';
import { reports } from './reports.ts';
import { rights } from './rights.ts';
import { setup } from './setup.ts';
import { shell } from './shell.ts';
import { sitting } from './sitting.ts';
import { trust } from './trust.ts';
import { voice } from './voice.ts';
import { words } from './words.ts';

/** Persian comes first: its shape is the contract for every other language. */
export const fa = { access, administrator, agency, audit, auditor, caseworker, commission, common, erasure, experts, family, followUp, manager, officer, places, problems, proof, referral, reports, rights, setup, shell, sitting, trust, voice, words };
