/**
 * Made by `npm run gen` from services/api/openapi.json. Do not edit.
 */
export interface paths {}
