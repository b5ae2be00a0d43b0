import { createHash } from 'node:crypto'

/** Written to be read, sent without what only readers need. No nesting, no :has, no color-mix: phones of 2018 read it too. */
const compact = (css: string): string =>
  css
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?([{};:,>]) ?/g, '$1')
    .replaceAll(';}', '}')
    .trim()

const base = `
:root{color-scheme:light dark;--paper:#fbfaf7;--card:#fff;--ink:#1c2321;--ink2:#55605c;--line:#8a938e;--soft:#dcdfd9;--brand:#0f5a52;--on:#fff;--tint:#e3efec;--focus:#f2b705;--bad:#a4262c}
@media (prefers-color-scheme:dark){:root{--paper:#121715;--card:#1a211e;--ink:#e9eeeb;--ink2:#a9b4af;--line:#76827c;--soft:#33403a;--brand:#5cc2b3;--on:#08211d;--tint:#173530;--bad:#ff8a8f}}
*,:before,:after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;color:var(--ink);background:var(--paper);overflow-wrap:break-word;overflow-wrap:anywhere}
h1,h2,legend,.q{-webkit-hyphens:auto;hyphens:auto}
.page{max-width:36rem;margin:0 auto;padding:0 12px 3rem}
a{color:var(--brand)}
h1{font-size:1.6rem;line-height:1.2;margin:1.25rem 0 .5rem;text-wrap:balance}
h2{font-size:1.2rem;line-height:1.3;margin:2rem 0 .5rem}
p{margin:0 0 .75rem}
.top{padding:.75rem 0;border-bottom:1px solid var(--soft);font-size:.94rem;color:var(--ink2)}
.top strong{display:block;color:var(--ink);font-size:1.05rem}
.muted,footer{color:var(--ink2);font-size:.94rem}
footer{margin-top:2rem;padding-top:1rem;border-top:1px solid var(--soft)}
footer ul{list-style:none;margin:.5rem 0 0;padding:0}
footer a,.line a{display:inline-block;max-width:100%;padding:.6rem 0;min-height:44px}
.langs{margin:.25rem 0 0 -.6rem}
.langs button,.langs a,.langs b{display:inline-block;min-height:44px;padding:.55rem .6rem;font:inherit;font-size:.94rem;color:var(--brand);background:none;border:0;text-decoration:underline;cursor:pointer}
.langs b{color:var(--ink);font-weight:700;text-decoration:none;cursor:default}
.send{display:block;width:100%;min-height:3.25rem;padding:.8rem 1rem;font:inherit;font-weight:700;font-size:1.13rem;text-align:center;text-decoration:none;border:2px solid transparent;border-radius:.6rem;background:var(--brand);color:var(--on);cursor:pointer}
.send[disabled]{opacity:.75}
textarea,.field input{display:block;width:100%;font:inherit;padding:.7rem .75rem;border:1px solid var(--line);border-radius:.6rem;background:var(--card);color:inherit}
textarea{min-height:7rem;resize:vertical}
.field{margin:0 0 1rem}
.field label{display:block;font-weight:600;margin-bottom:.25rem}
.note{border:2px solid var(--brand);border-radius:.6rem;padding:.75rem 1rem;margin:1rem 0;background:var(--card)}
.bad{border-color:var(--bad)}
.note h2{margin:0 0 .25rem}
.note ul{margin:0;padding:0;list-style:none}
.note li a{display:block;padding:.6rem 0 .1rem}
.err{color:var(--bad);font-weight:600;margin:0 0 .5rem}
:focus{outline:3px solid var(--ink);outline-offset:2px}
:focus:not(:focus-visible){outline:0}
.note:focus,fieldset:focus,main:focus{outline:0}
@media (min-width:40rem){.page{padding:0 1.5rem 4rem}}`

const form = `
form{display:flex;flex-direction:column}
.top{order:-2}.langs{order:-1}
main{width:100%}
fieldset,.text{border:0;margin:0 0 2.25rem;padding:0;min-width:0}
legend,.q{display:block;width:100%;font-size:1.13rem;font-weight:600;line-height:1.35;padding:0;margin:0 0 .75rem;text-wrap:balance}
fieldset label{display:block;position:relative;cursor:pointer}
label input{position:absolute;top:0;left:0;width:100%;height:100%;margin:0;opacity:0;cursor:pointer}
label span{display:flex;align-items:center;min-height:46px;padding:.5rem .9rem;border:1px solid var(--line);border-radius:.6rem;background:var(--card)}
.list label{margin-bottom:6px}
.list span:before,.check span:before{content:"";flex:none;width:1.25rem;height:1.25rem;margin-right:.75rem;border:2px solid var(--line);border-radius:50%;background:var(--card)}
.na span{border-style:dashed;color:var(--ink2)}
.nps{display:grid;grid-template-columns:repeat(6,1fr);gap:5px}
.nps span{justify-content:center;min-height:48px;padding:0;font-weight:600;font-variant-numeric:tabular-nums}
.ends{display:flex;justify-content:space-between;color:var(--ink2);font-size:.9rem;margin-top:.4rem}
.ends i{font-style:normal;max-width:48%}
.ends i+i{text-align:right}
input:checked+span{border:3px solid var(--brand);background:var(--tint);font-weight:700;padding:calc(.5rem - 2px) calc(.9rem - 2px)}
.na input:checked+span{color:inherit;border-style:solid}
.nps input:checked+span{padding:0}
.nps input:checked+span:after{content:"\\2713";position:absolute;top:0;right:5px;font-size:.8rem}
.list input:checked+span:before{border:.4rem solid var(--brand)}
.check span:before{border-radius:.25rem;text-align:center;line-height:1.05rem;font-weight:700}
.check input:checked+span:before{content:"\\2713";border-color:var(--brand);color:var(--brand)}
input:focus+span{outline:3px solid var(--ink);outline-offset:2px}
input:focus:not(:focus-visible)+span{outline:0}
.clear{display:block;min-height:44px;padding:.5rem .9rem;margin-top:.5rem;font:inherit;color:var(--brand);background:none;border:1px solid var(--brand);border-radius:.6rem;cursor:pointer}
#status:empty{margin:0}
.hint{color:var(--ink2);font-size:.94rem;margin:-.25rem 0 .6rem}
.lead{color:var(--ink2);margin:0 0 1.75rem}
details{border:1px solid var(--line);border-radius:.6rem;margin:0 0 1rem;background:var(--card)}
summary{font-weight:600;cursor:pointer;padding:.7rem .9rem;min-height:46px}
details>div{padding:.25rem .9rem 0}
.check{display:block;margin:0 0 1.25rem}.check label{display:block;position:relative}
@media (min-width:36rem){.nps{grid-template-columns:repeat(11,1fr)}}
@media (forced-colors:active){input:checked+span{border:4px solid Highlight}.list input:checked+span:before{border-color:Highlight}}`

const child = `
html{scroll-snap-type:y proximity}
.top{scroll-snap-align:start}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
.step{display:flex;flex-direction:column;justify-content:center;min-height:100vh;min-height:100svh;scroll-snap-align:start;padding:.75rem 0}
.step fieldset,.step .text{margin:0}
.intro{min-height:62vh;min-height:62svh;scroll-snap-align:none;text-align:center}
.intro svg{width:96px;height:96px;margin:0 auto;fill:none;stroke:var(--brand);stroke-width:2.5;stroke-linecap:round}
legend,.q{font-size:1.4rem;text-align:center}
.last{min-height:72vh;min-height:72svh}.last .text{margin-bottom:1rem}
.count{text-align:center;color:var(--ink2);margin:0 0 .25rem}
.faces label{margin-bottom:6px}
.faces span{min-height:64px;padding:.25rem .9rem;font-size:1.13rem}
.faces input:checked+span{padding:calc(.25rem - 2px) calc(.9rem - 2px)}
.faces svg{width:56px;height:56px;margin-right:1rem;flex:none;fill:none;stroke:currentColor;stroke-width:2.5;stroke-linecap:round}
.faces .na span{min-height:46px;font-size:1rem}
.faces input:checked+span:after{content:"\\2713";margin-left:auto;padding-left:.5rem;font-size:1.5rem}
.next{margin-top:.75rem}
@media (min-width:36rem){.faces{display:grid;grid-template-columns:repeat(5,1fr);gap:8px}.faces .na{grid-column:1/-1}
.faces label:not(.na) span{flex-direction:column;height:100%;padding:.75rem .25rem;text-align:center}.faces svg{width:72px;height:72px;margin:0 0 .5rem}.faces input:checked+span:after{margin:0;padding:0;position:absolute;top:.25rem;right:.6rem}}`

const article = `
.line li,li.line{margin:0}
dt{font-weight:600;margin-top:.75rem}dd{margin:0}
li{margin-bottom:.35rem}
.cols dt{margin:0;padding-top:.45rem;border-top:1px solid var(--soft)}
.cols dd{padding-bottom:.45rem}
code{font-size:.88em;font-weight:400;color:var(--ink2)}
.tick{width:3.5rem;height:3.5rem;margin-top:2rem;fill:none;stroke:var(--brand);stroke-width:3;stroke-linecap:round;stroke-linejoin:round}
.line{margin:1rem 0}`

export const surveyStyles = { form: compact(base + form), child: compact(base + form + child), article: compact(base + article) } as const
export type SurveyStyle = keyof typeof surveyStyles

const hashes = Object.values(surveyStyles).map((style) => `'sha256-${createHash('sha256').update(style).digest('base64')}'`)

/** What a survey page may do: its own styles by their hash, its own script, send its form home. `ancestors` may show it in a frame. */
export function surveySecurityPolicy(ancestors: "'none'" | "'self'" = "'none'"): string {
  return [
    "default-src 'none'",
    `style-src ${hashes.join(' ')}`,
    "script-src 'self'",
    "connect-src 'self'",
    'img-src data:',
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${ancestors}`,
  ].join('; ')
}
