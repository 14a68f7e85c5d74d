/**
 * Regions as people write them: ISO 3166 codes, with 'EU' and 'EEA' as groups. Answers
 * one question for exposure (is this at home?) and one for cover (is home in Europe?).
 */

const EU = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK';
const EU_MEMBERS: ReadonlySet<string> = new Set(EU.split(' '));
const EEA_MEMBERS: ReadonlySet<string> = new Set(`${EU} IS LI NO EU`.split(' '));

/** Whether a region lies in one of the home regions; a part of a home region does. */
export function isAtHome(region: string, homeRegions: readonly string[]): boolean {
  const place = normalise(region);
  const country = countryOf(place);
  return homeRegions.some((home) => {
    const base = normalise(home);
    if (place === base || place.startsWith(`${base}-`)) return true;
    if (base === 'EU') return EU_MEMBERS.has(country);
    return base === 'EEA' && EEA_MEMBERS.has(country);
  });
}

/** Whether any of the regions lies in the EEA, the United Kingdom or Switzerland. */
export function reachesEurope(regions: readonly string[]): boolean {
  return regions.some((region) => {
    const country = countryOf(normalise(region));
    return country === 'GB' || country === 'CH' || country === 'EEA' || EEA_MEMBERS.has(country);
  });
}

function normalise(region: string): string {
  const place = region.trim().toUpperCase();
  // 'UK' and 'EL' are in everyday use; the ISO codes are GB and GR.
  if (place === 'UK' || place.startsWith('UK-')) return `GB${place.slice(2)}`;
  return place === 'EL' ? 'GR' : place;
}

const countryOf = (place: string): string => place.split('-', 1)[0] ?? place;
