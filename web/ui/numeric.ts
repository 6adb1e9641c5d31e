// Numbers as the reader types them.
import { number } from '../format';
import { parse } from './parse-number';

const writesComma = () => number(1.1).includes(',');

/** What is no number goes to the server as it is, which says so kindly. */
export const numeric = (text: string) => parse(text, writesComma());

/** A number as one would type it. */
export const typed = (value: number | null) => (value === null ? '' : writesComma() ? String(value).replace('.', ',') : String(value));
