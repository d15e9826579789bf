import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { mediaTypeOf } from './photo.ts';

const SAMPLES = path.resolve(import.meta.dirname, '../../../services/media/tests/samples');
const sample = (name: string): Uint8Array => new Uint8Array(fs.readFileSync(path.join(SAMPLES, name)));

test('a file is known by its first bytes, as the server knows it', () => {
  expect(mediaTypeOf(sample('photo.jpg'))).toBe('image/jpeg');
  expect(mediaTypeOf(sample('photo.png'))).toBe('image/png');
  expect(mediaTypeOf(sample('letter.pdf'))).toBe('application/pdf');
  expect(mediaTypeOf(sample('voice.ogg'))).toBe('audio/ogg');
  expect(mediaTypeOf(sample('voice.webm'))).toBe('audio/webm');
  for (const other of ['<svg/>', 'GIF89a', 'PK\x03\x04', '']) expect(mediaTypeOf(new TextEncoder().encode(other))).toBeNull();
});
