/**
 * The maximum width of a text, in pixels.
 *
 * The reader's font is not known. The widths are those of DejaVu Sans, rounded up: it is the widest of the fonts that the
 * drawing names and of their usual substitutes.
 */
export function textWidth(text: string, size: number, weight: 'normal' | 'bold' = 'normal'): number {
  const ems = Array.from(text).reduce(
    (sum, char) => sum + (widths.find(({ of }) => of.test(char))?.ems ?? 1),
    0,
  );
  return Math.ceil(ems * size * (weight === 'bold' ? 1.12 : 1));
}

const widths = [
  { of: /[ijlI]/, ems: 0.3 },
  { of: /[ .,:;/'|]/, ems: 0.34 },
  { of: /[()-]/, ems: 0.4 },
  { of: /[ckJsvxyz]/, ems: 0.59 },
  { of: /[frt]/, ems: 0.42 },
  { of: /[abdeghnopqu\d*_]/, ems: 0.64 },
  { of: /[A-HK-LNOP-VX-Z]/, ems: 0.79 },
  { of: /[mMwW@%]/, ems: 0.99 },
];
