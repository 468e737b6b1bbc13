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

// The tool takes `preprocess` and then deletes it, although it reads these settings once for the pages and once for
// the browser: what is inherited stays.
class Settings {
	get preprocess() {
		return [ownHead];
	}
}

export default new Settings();
