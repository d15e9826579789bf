export const auditor = {
  menu: { audit: 'ردّ رویدادها', replay: 'بازپخش پرونده' },
};
