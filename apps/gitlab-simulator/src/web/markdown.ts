import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { escape, Html } from './html';

/** Only addresses that a page may follow. */
function address(url: string, uploads: string): string {
  const local = /^(?:\/-\/project\/\d+)?\/uploads\/(.+)$/.exec(url);
  if (local) return `${uploads}/${local[1] ?? ''}`;
  return /^(https?:|\/|#)/.test(url) ? url : '#';
}

function render(node: Nodes, uploads: string): string {
  const inner = (): string =>
    'children' in node ? (node.children as Nodes[]).map((child) => render(child, uploads)).join('') : '';
  switch (node.type) {
    case 'text':
      return escape(node.value);
    case 'paragraph':
      return `<p>${inner()}</p>`;
    case 'heading':
      return `<h${Math.min(node.depth + 2, 6)}>${inner()}</h${Math.min(node.depth + 2, 6)}>`;
    case 'strong':
      return `<strong>${inner()}</strong>`;
    case 'emphasis':
      return `<em>${inner()}</em>`;
    case 'delete':
      return `<del>${inner()}</del>`;
    case 'blockquote':
      return `<blockquote>${inner()}</blockquote>`;
    case 'inlineCode':
      return `<code>${escape(node.value)}</code>`;
    case 'code':
      return `<pre><code>${escape(node.value)}</code></pre>`;
    case 'thematicBreak':
      return '<hr>';
    case 'break':
      return '<br>';
    case 'list':
      return node.ordered ? `<ol>${inner()}</ol>` : `<ul>${inner()}</ul>`;
    case 'listItem': {
      const box =
        typeof node.checked === 'boolean' ? `<input type="checkbox" disabled${node.checked ? ' checked' : ''}> ` : '';
      return `<li>${box}${inner()}</li>`;
    }
    case 'link':
      return `<a href="${escape(address(node.url, uploads))}">${inner()}</a>`;
    case 'image':
      return `<img src="${escape(address(node.url, uploads))}" alt="${escape(node.alt ?? '')}" loading="lazy">`;
    case 'table':
      return `<table>${inner()}</table>`;
    case 'tableRow':
      return `<tr>${inner()}</tr>`;
    case 'tableCell':
      return `<td>${inner()}</td>`;
    // Comments stay hidden, other HTML is shown as text: nothing foreign gets into the page.
    case 'html':
      return node.value.startsWith('<!--') ? '' : `<code>${escape(node.value)}</code>`;
    case 'root':
      return inner();
    default:
      return inner();
  }
}

/** Markdown as a page shows it; `uploads` is where the files of its project are served. */
export function markdown(text: string | null, uploads: string): Html {
  if (!text) return new Html('<p class="muted">No description</p>');
  const tree = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  return new Html(`<div class="md">${render(tree, uploads)}</div>`);
}
