import type { PlaceLevel } from './types.ts';

/** What a place of a level may lie in directly; the server holds the same order. */
export const PARENTS_OF: Record<PlaceLevel, readonly PlaceLevel[]> = {
  country: [], province: ['country'], county: ['province'], district: ['county'], city: ['county', 'district'], village: ['county', 'district'], zone: ['city'], municipal_district: ['city'],
};
