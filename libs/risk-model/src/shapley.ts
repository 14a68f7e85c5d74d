/**
 * Who contributed what: the Shapley value of up to six factors. In: a function of which factors
 * are present (a bit each). Out: one figure a factor; together they are the whole, exactly, and
 * no order of the factors is preferred.
 */

/** How many of the low bits of a number are set. */
function countBits(bits: number): number {
  let count = 0;
  for (let rest = bits; rest > 0; rest &= rest - 1) count += 1;
  return count;
}

function factorial(n: number): number {
  let product = 1;
  for (let factor = 2; factor <= n; factor += 1) product *= factor;
  return product;
}

/**
 * The Shapley value of each of `players` factors, where `worth(bits)` is the outcome with the
 * factors whose bits are set. Asks for 2^players outcomes, each once. The values sum to
 * worth(all) − worth(none).
 */
export function shapleyValues(players: number, worth: (bits: number) => number): number[] {
  const outcomes = new Float64Array(1 << players);
  for (let bits = 0; bits < outcomes.length; bits += 1) outcomes[bits] = worth(bits);
  const orders = factorial(players);
  const weights: number[] = [];
  for (let before = 0; before < players; before += 1) {
    weights.push((factorial(before) * factorial(players - 1 - before)) / orders);
  }
  const values: number[] = [];
  for (let player = 0; player < players; player += 1) {
    values.push(valueOf(player, outcomes, weights));
  }
  return values;
}

function valueOf(player: number, outcomes: Float64Array, weights: readonly number[]): number {
  const own = 1 << player;
  let value = 0;
  for (let bits = 0; bits < outcomes.length; bits += 1) {
    if ((bits & own) !== 0) continue;
    const gain = (outcomes[bits | own] ?? 0) - (outcomes[bits] ?? 0);
    value += (weights[countBits(bits)] ?? 0) * gain;
  }
  return value;
}
