/**
 * Words that may follow a company's name without making it another company. Three strengths: what
 * any company may add, what names a field of work, and where a branch of it sits.
 */
const CORPORATE = (
  'technologies technology tech software systems system solutions solution services service group ' +
  'holdings holding platforms platform communications communication labs lab international global ' +
  'worldwide enterprises enterprise partners com net org io app apps online web website digital ' +
  'us usa america americas north corporate business businesses company companies the and of for ' +
  'associates affiliates single affiliated covered entity program subsidiaries operations management product products network networks'
).split(' ');

const FIELD = (
  'health healthcare care medical medicine clinic clinical video media cloud data analytics ' +
  'security payments payment pay financial billing pharmacy telehealth telemedicine messaging mail ' +
  'email mobile ai support hosting suite workspace behavioral mental wellness therapy hr plan plans insurance'
).split(' ');

const PLACES = (
  'alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii ' +
  'idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan ' +
  'minnesota mississippi missouri montana nebraska nevada hampshire jersey mexico york carolina ' +
  'dakota ohio oklahoma oregon pennsylvania rhode island tennessee texas utah vermont virginia ' +
  'washington wisconsin wyoming new northwest northeast southwest southeast northern southern ' +
  'eastern western central midwest atlantic mid south states canada uk europe emea india ireland ' +
  'germany france australia japan region regional'
).split(' ');

/** How strongly the name still stands when such words follow it. */
const STRENGTHS: ReadonlyMap<string, number> = new Map([
  ...PLACES.map((word): [string, number] => [word, 0.6]),
  ...FIELD.map((word): [string, number] => [word, 0.7]),
  ...CORPORATE.map((word): [string, number] => [word, 0.8]),
]);

/** 0.6 to 0.8 for a word that may follow a name; null for one that makes another name of it. */
export function genericStrength(word: string): number | null {
  return STRENGTHS.get(word) ?? null;
}
