/** Units of time, for whoever counts in seconds or milliseconds. */
export const HOUR_S = 3600;
export const DAY_S = 24 * HOUR_S;
export const DAY_MS = DAY_S * 1000;
