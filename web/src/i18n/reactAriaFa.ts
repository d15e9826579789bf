// Persian sentences for the React Aria packages the app uses; `build/reactAriaFa.ts`
// puts them into the library, which has no Persian of its own.

type Args = Record<string, string | number | boolean>;
type Formatter = { number(n: number): string };
type Sentence = string | ((args: Args, formatter: Formatter) => string);

export const reactAriaFa: Record<string, Record<string, Sentence>> = {
  autocomplete: { collectionLabel: 'پیشنهادها' },
  breadcrumbs: { breadcrumbs: 'مسیر' },
  calendar: {
    previous: 'ماه پیش', next: 'ماه بعد',
    selectedDateDescription: (a) => `تاریخ انتخاب‌شده: ${a['date']}`,
    selectedRangeDescription: (a) => `بازهٔ انتخاب‌شده: ${a['dateRange']}`,
    todayDate: (a) => `امروز، ${a['date']}`,
    todayDateSelected: (a) => `امروز، ${a['date']}، انتخاب شده`,
    dateSelected: (a) => `${a['date']}، انتخاب شده`,
    startRangeSelectionPrompt: 'برای آغاز بازه بزنید', finishRangeSelectionPrompt: 'برای پایان بازه بزنید',
    minimumDate: 'نخستین تاریخ ممکن', maximumDate: 'آخرین تاریخ ممکن',
    dateRange: (a) => `${a['startDate']} تا ${a['endDate']}`,
  },
  combobox: {
    focusAnnouncement: (a, f) =>
      `${a['isGroupChange'] ? `گروه ${a['groupTitle']}، ${f.number(Number(a['groupCount']))} گزینه. ` : ''}${a['optionText']}${a['isSelected'] ? '، انتخاب شده' : ''}`,
    countAnnouncement: (a, f) => `${f.number(Number(a['optionCount']))} گزینه`,
    selectedAnnouncement: (a) => `${a['optionText']}، انتخاب شد`,
    buttonLabel: 'نمایش پیشنهادها', listboxLabel: 'پیشنهادها',
  },
  components: { selectPlaceholder: 'یک مورد را برگزینید', tableResizer: 'تغییر اندازه', dropzoneLabel: 'ناحیهٔ رها کردن', colorSwatchPicker: 'رنگ‌ها' },
  datepicker: {
    era: 'دوره', year: 'سال', month: 'ماه', day: 'روز', hour: 'ساعت', minute: 'دقیقه', second: 'ثانیه', dayPeriod: 'پیش یا پس از ظهر', calendar: 'تقویم',
    startDate: 'تاریخ آغاز', endDate: 'تاریخ پایان', weekday: 'روز هفته', timeZoneName: 'منطقهٔ زمانی',
    selectedDateDescription: (a) => `تاریخ انتخاب‌شده: ${a['date']}`,
    selectedRangeDescription: (a) => `از ${a['startDate']} تا ${a['endDate']}`,
    selectedTimeDescription: (a) => `زمان انتخاب‌شده: ${a['time']}`,
  },
  menu: { longPressMessage: 'برای باز شدن فهرست، انگشت را نگه دارید' },
  numberfield: {
    decrease: (a) => `کاهش ${a['fieldLabel'] ?? ''}`.trim(), increase: (a) => `افزایش ${a['fieldLabel'] ?? ''}`.trim(), numberField: 'جای عدد',
  },
  overlays: { dismiss: 'بستن' },
  searchfield: { 'Clear search': 'پاک کردن جست‌وجو' },
  spinbutton: { Empty: 'خالی' },
  table: {
    select: 'برگزیدن', selectAll: 'برگزیدن همه', sortable: 'ستون مرتب‌شدنی', ascending: 'افزایشی', descending: 'کاهشی',
    ascendingSort: (a) => `مرتب افزایشی بر پایهٔ ${a['columnName']}`, descendingSort: (a) => `مرتب کاهشی بر پایهٔ ${a['columnName']}`,
    columnSize: (a) => `${a['value']} پیکسل`, resizerDescription: 'برای تغییر اندازه Enter را بزنید', expand: 'گشودن', collapse: 'بستن',
  },
  tag: { removeDescription: 'برای برداشتن Delete را بزنید.', removeButtonLabel: 'برداشتن' },
  toast: { close: 'بستن', notifications: (a, f) => `${f.number(Number(a['count']))} پیام.` },
};
