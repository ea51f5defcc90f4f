import { transliterate } from 'transliteration';

/** DejaVu: free, and one file for Latin, Greek, Cyrillic, Armenian and Georgian; in its mono 0 and O, 1 and l differ. */
export const FONTS = {
  plain: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  bold: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
  mono: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSansMono-Bold.ttf'),
} as const;

/** What is written from left to right, letter by letter, and is in the fonts. */
const IN_FONTS =
  /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}\p{Script=Georgian}\p{M}\p{Zs}\p{P}0-9]*$/u;

/** A name as the fonts can write it: as it is, else in Latin letters. */
export function writable(name: string): string {
  if (IN_FONTS.test(name)) return name;
  return transliterate(name).replace(/\s+/g, ' ').trim();
}
