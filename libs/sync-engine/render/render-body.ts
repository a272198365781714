import { analyseText, renderText, type PreparedText, type RenderedText } from '../markdown/render-text';
import { cutText } from '../markdown/clean';
import type { TextOrigin } from '../markdown/source-urls';

/**
 * Foreign text followed by our footer, never longer than GitLab takes: what is too long is cut at the end of the
 * *foreign* text and a line says so, with a link.
 */
export function renderBody(
  { source, analysis, resolver }: PreparedText,
  footer: string,
  maxLength: number,
  sourceUrl: string,
  origin: TextOrigin,
): RenderedText {
  let rendered = renderText(analysis, origin, resolver);
  let remark = '';
  for (let keep = source.length; rendered.text.length + remark.length + footer.length > maxLength && keep > 0;) {
    remark = `\n\n✂️ *Shortened: this is longer than GitLab allows here. [Read all of it at the source](${sourceUrl}).*`;
    const excess = rendered.text.length + remark.length + footer.length - maxLength;
    keep = Math.max(0, Math.min(keep, source.length) - Math.max(excess, 1));
    rendered = renderText(analyseText(cutText(source, keep), origin), origin, resolver);
  }
  return { ...rendered, text: rendered.text + remark + footer };
}
