import { useApi, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import type { Tone } from '@/ui/index.ts';
import type { ErasureCertificate, ErasureState, ErasureView, KeptFile } from './types.ts';

export const useErasures = (state: ErasureState | null, cursor: string | null) => useApi<Paged<ErasureView>>('/erasures', { query: { state, cursor }, streams: ['family'], keepPrevious: true });
export const useErasure = (id: string) => useApi<ErasureCertificate>(`/erasures/${id}`, { streams: ['family'] });
export const useKeptFiles = () => useApi<Paged<KeptFile>>('/retention', { streams: ['family', 'settings'] });

export const STATE_TONES: Record<ErasureState, Tone> = { waiting: 'warn', withdrawn: 'quiet', refused: 'quiet', erased: 'info' };

/** What is, or was, to be forgotten. */
export const whatOf = (one: Pick<ErasureView, 'one_member'>): string => (one.one_member ? t.erasure.oneMember : t.erasure.wholeFamily);
