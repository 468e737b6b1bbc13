// Where the site lies is known only when it is read: at the root of a server, or below a path of it. While pages are
// built `base` leads from the page to the site's root (`..`), in the reader's browser it is the path before the site.
// The report tool's own function of this name is told the path at build time, so this module stands in for it.
import { browser } from '$app/environment';
import { base } from '$app/paths';

// what else the report tool's module offers
export * from '$tool-inputs';

/** An address from a path inside the site; anything else stays as it is. */
export const addBasePath = (path) =>
	typeof path === 'string' && path.startsWith('/') && !path.startsWith('//') ? `${base}${path}` : path;

/** The path inside the site of a page that is open. */
export const pathInside = (url) =>
	decodeURI(url.pathname)
		.slice(browser ? base.length : 0)
		.replace(/index\.html$/, '') || '/';

/** The folder of an earlier year that this site is read from, if it is one, and the site that has it. */
export const earlier = () => (browser ? base.match(/^(.*)\/years\/([^/]+)$/) : null);

/** The address of an earlier year: years lie beside each other, also when one of them is read. A link to it says
    `rel="external"`: it is not there while this site is built. */
export const yearAddress = (folder) => `${earlier()?.[1] ?? base}/years/${folder}/`;
