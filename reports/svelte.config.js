// What the report tool would add to every page's head about itself is left out; a title says what site it belongs to.
const ownHead = {
	markup: ({ content, filename }) =>
		filename?.endsWith('.md')
			? {
					code: content
						.replace(/<meta\s+name="twitter:[^>]*\/>/g, '')
						.replace('<title>Evidence</title>', '')
						.replace(
							'<title>{metadata.title ?? metadata.og?.title}</title>',
							'<title>{metadata.title} · {metadata.site}</title>'
						)
				}
			: undefined
};

// One build for the root of a server, a path below it and a plain file server: addresses lead from page to page, and
// the module that would put the path of the build before them is our own.
const anywhere = {
	paths: { relative: true },
	alias: {
		'@evidence-dev/sdk/utils/svelte': 'src/components/addresses.js',
		'$tool-inputs': '../../node_modules/@evidence-dev/sdk/src/utils/svelte/inputs.js'
	}
};

// The tool takes `preprocess` and then deletes it, although it reads these settings once for the pages and once for
// the browser: what is inherited stays.
class Settings {
	kit = anywhere;

	get preprocess() {
		return [ownHead];
	}
}

export default new Settings();
