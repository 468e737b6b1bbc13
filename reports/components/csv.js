// Saves rows as a file that a spreadsheet opens with its Thai letters intact and runs no cell of.

// what begins like a formula gets an apostrophe before it
const cell = (value) => {
	const words = String(value ?? '');
	return `"${(/^[=+\-@\t\r]/.test(words) ? `'${words}` : words).replaceAll('"', '""')}"`;
};

/**
 * @param {string} file name of the file
 * @param {Array<{key: string, label: string}>} columns
 * @param {Iterable<Record<string, unknown>>} rows
 */
export const saveCsv = (file, columns, rows) => {
	const lines = [columns.map(({ label }) => cell(label)), ...Array.from(rows, (row) => columns.map(({ key }) => cell(row[key])))];
	const text = lines.map((line) => `${line.join(',')}\r\n`).join('');
	const url = URL.createObjectURL(new Blob(['\ufeff', text], { type: 'text/csv;charset=utf-8' }));
	Object.assign(document.createElement('a'), { href: url, download: file }).click();
	URL.revokeObjectURL(url);
};
