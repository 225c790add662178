// Numbers as people write them.

/**
 * A real minus sign, and no minus before a zero.
 * @param {number} value
 * @param {number} decimals
 */
export function number(value, decimals = 2) {
  const fixed = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(fixed) !== 0 ? `\u2212${fixed}` : fixed;
}

/** @param {number} value */
export const whole = (value) => value.toLocaleString(document.documentElement.lang);
