const DAY = 86_400_000;
/** ISO days where the program lives: for three and a half hours of each night its day is not the one in London. */
const TEHRAN = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Tehran', year: 'numeric', month: '2-digit', day: '2-digit' });

/** The day so many days from now; before now where the number is negative. */
export const dayFromNow = (days: number): string => TEHRAN.format(new Date(Date.now() + days * DAY));
export const daysAgo = (days: number): string => dayFromNow(-days);
