// Digits as people type and read them. Typed numbers may hold Persian, Arabic or Latin digits.

const PERSIAN_ZERO = 0x6f0;
const ARABIC_ZERO = 0x660;

/** «۱۲۳» and «١٢٣» become "123"; every other character stays. */
export function toLatinDigits(text: string): string {
  return text
    .replace(/[۰-۹]/g, (c) => String(c.charCodeAt(0) - PERSIAN_ZERO))
    .replace(/[٠-٩]/g, (c) => String(c.charCodeAt(0) - ARABIC_ZERO));
}

/** "123" becomes «۱۲۳»; Arabic digits become Persian; every other character stays. */
export function toPersianDigits(text: string): string {
  return toLatinDigits(text).replace(/\d/g, (c) => String.fromCharCode(PERSIAN_ZERO + Number(c)));
}

/** A typed number with any digits and either separator, or null when it is not a number. */
export function parseNumber(text: string): number | null {
  const plain = toLatinDigits(text)
    .replace(/[٬,،\s\u200c\u200e\u200f]/g, '')
    .replace('٫', '.')
    .replace('−', '-');
  return plain !== '' && Number.isFinite(Number(plain)) ? Number(plain) : null;
}

/** National ids hold a checksum in the tenth digit; true when `text` passes it. */
export function isNationalId(text: string): boolean {
  const digits = toLatinDigits(text).replace(/[\s\u200c-]/g, '');
  if (!/^\d{10}$/.test(digits) || /^(\d)\1{9}$/.test(digits)) return false;
  let sum = 0;
  for (let i = 0; i < 9; i += 1) sum += Number(digits[i]) * (10 - i);
  const rest = sum % 11;
  return Number(digits[9]) === (rest < 2 ? rest : 11 - rest);
}
