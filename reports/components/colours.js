// One colour per segment, told apart also by readers with colour blindness (after Paul Tol, "bright").
const COLOURS = ['#4477aa', '#cc5566', '#228833', '#b8a330', '#44a8c8', '#aa3377', '#8a5a2b', '#5d6770'];

/** @param {number | undefined} number the segment's colour number from the data, 1 or more */
export const segmentColour = (number) => COLOURS[(Number(number ?? 8) - 1) % COLOURS.length];
