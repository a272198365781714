export interface Section {
  id: string;
  /** Title of the document that it is from. */
  document: string;
  title: string;
  /** Markdown without the heading. */
  text: string;
}

/** A document, cut at its second-level headings. What stands before the first one is a section named like the document. */
export function sectionsOf(name: string, markdown: string): Section[] {
  const title = /^# (.+)$/m.exec(markdown)?.[1] ?? name;
  return markdown
    .replace(/^# .+$/m, '')
    .split(/^(?=## )/m)
    .map((part, i): Section => {
      const heading = /^## (.+)$/m.exec(part)?.[1];
      return {
        id: `${name}-${i}`,
        document: title,
        title: heading ?? title,
        text: part.replace(/^## .+$/m, '').trim(),
      };
    })
    .filter(({ text }) => text !== '');
}
