// Values by their rank, found without sorting them all.

/** @param {ArrayLike<number>} values */
export function median(values) {
  const all = Float64Array.from(values);
  const middle = all.length >> 1;
  const upper = ranked(all, middle);
  if (all.length % 2) return upper;
  let lower = -Infinity; // what stands before the middle now is not above it
  for (let k = 0; k < middle; k += 1) if (all[k] > lower) lower = all[k];
  return (lower + upper) / 2;
}

/**
 * The value that would stand at this place if all were sorted; moves them about, the smaller ones
 * before it.
 * @param {Float64Array} all
 * @param {number} place
 */
export function ranked(all, place) {
  let [low, high] = [0, all.length - 1];
  while (low < high) {
    const pivot = all[(low + high) >> 1];
    let [i, j] = [low, high];
    while (i <= j) {
      while (all[i] < pivot) i += 1;
      while (all[j] > pivot) j -= 1;
      if (i > j) break;
      const kept = all[i];
      all[i] = all[j];
      all[j] = kept;
      i += 1;
      j -= 1;
    }
    if (place <= j) high = j;
    else if (place >= i) low = i;
    else break;
  }
  return all[place];
}
