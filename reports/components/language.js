// The language of the page that is open: its code, its texts, and where its pages lie.
import { derived } from 'svelte/store';
import { page } from '$app/stores';
import { addBasePath, pathInside } from './addresses.js';
import { TEXTS } from './texts.js';

/** The code of the language: English lies in a folder of its own, Thai at the root. */
export const language = derived(page, ({ url }) => (`${pathInside(url)}/`.startsWith('/en/') ? 'en' : 'th'));

/** A text of texts.csv by its key, with values filled in where the text says {name}; another language on request. */
export const text = derived(
	language,
	(code) =>
		(key, values = {}, other = code) =>
			TEXTS[key][other].replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place)
);

/** The path of a page in the language, from its path in Thai. */
export const pathIn = derived(language, (code) => (path) => (code === 'en' ? `/en${path}` : path));

/** The address of a page in the language, from its path inside the site. */
export const address = derived(pathIn, (pathIn) => (path) => addBasePath(pathIn(path)));

/** The language to mark a text with that could not be had in English: names as their senders wrote them. */
export const marked = derived(
	language,
	(code) => (words) => (code !== 'th' && /[\u0e00-\u0e7f]/.test(words ?? '') ? 'th' : undefined)
);
