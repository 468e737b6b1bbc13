// Numbers that the data leave to the page: statistics, printed the same everywhere.
const DASH = '–';

/** A number with a fixed number of decimals, a dash when there is none. */
export const decimals = (value, digits) =>
	value === null || value === undefined
		? DASH
		: Number(value)
				.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })
				.replace(/^-(?=[0.]*$)/, '')
				.replace('-', '−');

/** A significance as statisticians print it: never a plain zero. */
export const significance = (value) =>
	value === null || value === undefined ? DASH : Number(value) < 0.001 ? '< .001' : decimals(value, 3).replace(/^0/, '');

/** A share as a per cent. */
export const percent = (value, digits = 0) =>
	value === null || value === undefined ? DASH : `${decimals(100 * Number(value), digits)}%`;

/** From one number to another, one dash when there is none. */
export const range = (low, high, digits) =>
	low === null || low === undefined ? DASH : `${decimals(low, digits)}–${decimals(high, digits)}`;
