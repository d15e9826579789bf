import type { FileTierProposal } from '@/screens/family/types.ts';
import type { Tone } from '@/ui/index.ts';

export const PROPOSAL_TONES: Record<FileTierProposal['state'], Tone> = { waiting: 'warn', accepted: 'good', declined: 'bad', withdrawn: 'quiet' };
