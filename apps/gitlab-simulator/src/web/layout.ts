import { textColor } from '../world/labels';
import type { Label, Project, User } from '../world/model';
import { projectPath } from '../world/membership';
import type { World } from '../world/world';
import { html, Html } from './html';

const STYLE = `
:root{color-scheme:light dark;--bg:#fafafa;--card:#fff;--text:#24292f;--muted:#667085;--line:#e4e7ec;--accent:hsl(var(--hue) 62% 42%);--soft:hsl(var(--hue) 70% 95%);--code:#f2f4f7}
@media (prefers-color-scheme:dark){:root{--bg:#14161a;--card:#1c1f25;--text:#e6e8ec;--muted:#98a2b3;--line:#2e333b;--accent:hsl(var(--hue) 70% 68%);--soft:hsl(var(--hue) 30% 18%);--code:#262a31}}
*{box-sizing:border-box}body{margin:0;font:15px/1.55 system-ui,sans-serif;background:var(--bg);color:var(--text)}
a{color:var(--accent);text-decoration:none}a:hover{text-decoration:underline}
header{display:flex;gap:.75rem;align-items:center;padding:.8rem 1.5rem;background:var(--card);border-bottom:3px solid var(--accent)}
header b{font-size:1.05rem}header .dot{width:.8rem;height:.8rem;border-radius:50%;background:var(--accent)}
main{max-width:68rem;margin:0 auto;padding:1.5rem;display:grid;gap:1.25rem}
h1{font-size:1.45rem;margin:0;overflow-wrap:anywhere}h2{font-size:1rem;margin:0 0 .6rem}.muted{color:var(--muted);font-size:.88rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:1rem 1.2rem;min-width:0}
.columns{display:grid;gap:1.25rem;grid-template-columns:minmax(0,3fr) minmax(0,2fr)}@media(max-width:48rem){.columns{grid-template-columns:minmax(0,1fr)}}
ul.rows{list-style:none;margin:0;padding:0}ul.rows>li{padding:.55rem 0;border-top:1px solid var(--line)}ul.rows>li:first-child{border:0}
.label{display:inline-block;border-radius:999px;padding:0 .6rem;font-size:.78rem;line-height:1.5rem;margin:.1rem .25rem .1rem 0}
.badge{display:inline-block;border:1px solid var(--line);border-radius:999px;padding:0 .55rem;font-size:.76rem;color:var(--muted)}
.opened{color:#108548;border-color:#10854866}.closed{color:#8a63d2;border-color:#8a63d266}
code,pre{font-family:ui-monospace,monospace;font-size:.86em;background:var(--code);border-radius:5px}code{padding:.08em .35em}pre{padding:.7rem;overflow:auto}pre code{padding:0}
.md img{max-width:100%;border-radius:6px}.md>:first-child{margin-top:0}.md>:last-child{margin-bottom:0}.md{overflow-wrap:anywhere}.md hr{border:0;border-top:1px solid var(--line)}
li>p{margin:.2rem 0}blockquote{margin:0;padding-left:.9rem;border-left:3px solid var(--line);color:var(--muted)}
.reply{margin-left:1.6rem}.internal{background:#f5a62318;border-color:#f5a62366}.system{padding:.1rem .4rem;font-size:.86rem;color:var(--muted)}
`;

/** Shows what arrives without a reload. */
const SCRIPT = `setInterval(async()=>{if(document.hidden)return;try{const t=await(await fetch(location.href)).text();
const m=new DOMParser().parseFromString(t,'text/html').querySelector('main'),o=document.querySelector('main');
if(m&&m.innerHTML!==o.innerHTML)o.innerHTML=m.innerHTML}catch{}},2000)`;

function hue(name: string): number {
  let sum = 0;
  for (const char of name) sum = (sum * 37 + (char.codePointAt(0) ?? 0)) % 360;
  return sum;
}

export function page(world: World, title: string, content: Html): string {
  const { edition, name } = world;
  return `<!DOCTYPE html>${
    html`<html lang="en" style="--hue:${hue(name)}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>${title} · ${name}</title>
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        <header>
          <span class="dot"></span><a href="/"><b>${name}</b></a
          ><span class="muted">simulated GitLab ${edition.version}, ${edition.tier}</span>
        </header>
        <main>${content}</main>
        <script>
          ${raw(SCRIPT)};
        </script>
      </body>
    </html>`.text
  }`;
}

const raw = (text: string): Html => new Html(text);

export const labelChip = (label: Label): Html =>
  html`<span
    class="label"
    style="background:${label.color};color:${textColor(label.color)}"
    title="${label.description ?? ''}"
    >${label.name}</span
  >`;

export const ago = (world: World, at: number): Html => {
  const seconds = Math.max(0, Math.round((world.now() - at) / 1000));
  const [count, unit] =
    seconds < 60
      ? [seconds, 's']
      : seconds < 3600
        ? [Math.floor(seconds / 60), ' min']
        : seconds < 86_400
          ? [Math.floor(seconds / 3600), ' h']
          : [Math.floor(seconds / 86_400), ' d'];
  return html`<span title="${new Date(at).toISOString()}">${count}${unit} ago</span>`;
};

export const who = (user: User): Html =>
  html`<b>${user.name}</b>
    <span class="muted">@${user.username.length > 24 ? `${user.username.slice(0, 22)}…` : user.username}</span>`;

export const projectLink = (project: Project): Html =>
  html`<a href="/${projectPath(project)}">${projectPath(project)}</a>`;
