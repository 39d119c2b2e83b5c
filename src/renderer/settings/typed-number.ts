/** A number as a person types it: "99,5", "99.5", "99,5 %", "1.000" is a thousand nowhere here. Null: it is none. */
export function toNumber(typed: string): number | null {
  const match = /^([+-]?\d{1,9}(?:[.,]\d{1,9})?)\s*%?$/.exec(typed.trim());
  return match?.[1] === undefined ? null : Number(match[1].replace(',', '.'));
}
