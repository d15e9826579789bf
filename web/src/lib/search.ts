/**
 * Reads the search part of an address so that only what was read is there. The router lays what a route reads over everything the address holds:
 * a value that was turned down has to be taken out by name.
 */
export const strictly =
  <S extends object>(read: (search: Record<string, unknown>) => S) =>
  (search: Record<string, unknown>): S => ({ ...Object.fromEntries(Object.keys(search).map((name) => [name, undefined])), ...read(search) });
