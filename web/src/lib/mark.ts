/** The mark of the app, a house with a heart in it, as shapes of a square of 32. */
export const MARK = {
  house: 'M16 7.500 6.500 15v9.500h19V15z',
  heart: 'M16 21.600c-3.200-2-4.300-3.400-4.300-5a2.200 2.200 0 0 1 4.300-.8 2.200 2.200 0 0 1 4.300.8c0 1.600-1.100 3-4.300 5z',
} as const;
