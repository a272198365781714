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
  if (rendered.text.length + footer.length <= maxLength) return { ...rendered, text: rendered.text + footer };
  const remark = `\n\n✂️ *Shortened: this is longer than GitLab allows here. [Read all of it at the source](${sourceUrl}).*`;
  const room = Math.max(0, maxLength - remark.length - footer.length);
  for (let keep = source.length; rendered.text.length > room && keep > 0;) {
    // Rendering may make a text several times as long, so what is kept is a share of it.
    keep = Math.min(keep - 1, Math.floor((keep * room) / rendered.text.length));
    rendered = renderText(analyseText(cutText(source, keep), origin), origin, resolver);
  }
  return { ...rendered, text: rendered.text + remark + footer };
}
