// Files before they leave the device: a photo made small enough for a poor line, and what a file is by its first bytes.

/** Longest side that is kept: a page of writing stays readable. */
const SIDE_MAX = 2400;
const QUALITY = 0.82;
/** Smaller pictures go as they are. */
const SMALL = 1024 * 1024;
const PICTURES: readonly string[] = ['image/jpeg', 'image/png', 'image/webp'];

/** The picture as the telephone held it, no larger than it has to be; anything else, and what cannot be read here, as it is. */
export async function reduced(file: File): Promise<File> {
  if (!PICTURES.includes(file.type) || file.size <= SMALL) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, SIDE_MAX / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const pen = canvas.getContext('2d');
    if (!pen) return file;
    // What is see-through was seen on white.
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const made = await new Promise<Blob | null>((resolve) => {
      canvas.toBlob(resolve, 'image/jpeg', QUALITY);
    });
    return made && made.size < file.size ? new File([made], file.name, { type: 'image/jpeg' }) : file;
  } catch {
    return file;
  }
}

const ascii = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.slice(from, to));

/** What the server would take it for, by its first bytes; null for what it would not take. It reads the whole and may still say no. */
export function mediaTypeOf(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg';
  if (ascii(bytes, 0, 4) === '\x89PNG') return 'image/png';
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return 'image/webp';
  if (ascii(bytes, 0, 5) === '%PDF-') return 'application/pdf';
  if (ascii(bytes, 0, 4) === 'OggS') return 'audio/ogg';
  // As browsers record a voice; the server puts it into Ogg.
  if (ascii(bytes, 0, 4) === '\x1aE\xdf\xa3') return 'audio/webm';
  if (ascii(bytes, 0, 3) === 'ID3' || (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe0) === 0xe0)) return 'audio/mpeg';
  return ascii(bytes, 4, 8) === 'ftyp' ? 'audio/mp4' : null;
}
