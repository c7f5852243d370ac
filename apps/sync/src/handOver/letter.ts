import escapeHtml from 'escape-html';

/** What an e-mail says, whatever its form. Every text may come from strangers. */
export interface Letter {
  /** Language of the text, as in HTML's `lang`. */
  readonly language: string;
  readonly title: string;
  readonly subtitle: string;
  readonly sections: readonly LetterSection[];
  readonly footer: string;
}

/** A part of a letter. Without lines its heading says all. */
export interface LetterSection {
  readonly heading: string;
  readonly lines: readonly LetterLine[];
}

/** A link, and what is said of it. */
export interface LetterLine {
  readonly text: string;
  readonly url: string;
  readonly detail: string;
}

/** The letter as plain text. A line stays one line, whatever it holds. */
export function letterText({ title, subtitle, sections, footer }: Letter): string {
  const parts = sections.map(({ heading, lines }) => [heading, ...lines.map(textLine)].join('\n'));
  return [`${oneLine(title)}\n${oneLine(subtitle)}`, ...parts, oneLine(footer)].join('\n\n').concat('\n');
}

function textLine({ text, url, detail }: LetterLine): string {
  return [`- ${oneLine(text)}`, ...(detail === '' ? [] : [`  ${oneLine(detail)}`]), `  ${url}`].join('\n');
}

/** The letter as HTML without images, scripts or remote parts. */
export function letterHtml({ language, title, subtitle, sections, footer }: Letter): string {
  return [
    `<!doctype html><html lang="${escapeHtml(language)}"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>`,
    '<body style="font-family: sans-serif; line-height: 1.5; max-width: 40rem">',
    `<h1 style="font-size: 1.25rem">${escapeHtml(title)}</h1><p>${escapeHtml(subtitle)}</p>`,
    ...sections.map(htmlSection),
    `<p><small>${escapeHtml(footer)}</small></p></body></html>`,
  ].join('\n');
}

function htmlSection({ heading, lines }: LetterSection): string {
  const list = lines.length === 0 ? '' : `\n<ul>${lines.map(htmlLine).join('\n')}</ul>`;
  return `<h2 style="font-size: 1rem">${escapeHtml(heading)}</h2>${list}`;
}

function htmlLine({ text, url, detail }: LetterLine): string {
  const link = `<a href="${escapeHtml(url)}">${escapeHtml(text)}</a>`;
  return `<li>${link}${detail === '' ? '' : `<br>${escapeHtml(detail)}`}</li>`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
