import { NOT_ADMITTED as NOT_ADMITTED_BIT, NO_SOCKET, SYMBOLS } from '../../workshop/venue/code';
import { SOCKET_PATH, type VenuePlan } from '../../workshop/venue/venue';
import type { Exposure } from '../../workshop/workshop';

/** A load balancer's fixed answer holds no more bytes; the page is therefore in pieces. */
export const MOST_BYTES = 1024;
export const PAGE_PORT = 80;

/** Scripts that say so by being answered: what a portal or a proxy puts in their place says something else. */
export const hit = (index: number): string => `v(${index})`;
export const ADMITTED = 'l(1)';
export const NOT_ADMITTED = 'l(0)';

export interface Piece {
  readonly name: string;
  readonly type: string;
  readonly body: string;
}

/** The page at any address of port 80, and the pieces it asks for. */
export function pagePieces(
  plan: VenuePlan,
  exposure: Exposure,
): { readonly page: string; readonly pieces: readonly Piece[] } {
  const script = 'application/javascript';
  return {
    page: page(plan.name),
    pieces: [
      { name: 's.css', type: 'text/css', body: STYLE },
      { name: 't.css', type: 'text/css', body: MORE_STYLE },
      { name: 'p.js', type: script, body: plainPlan(plan, exposure) },
      { name: 'a.js', type: script, body: TRY },
      { name: 'b.js', type: script, body: TELL },
      { name: 'c.js', type: script, body: RUN },
    ],
  };
}

const page = (name: string): string =>
  `<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content="width=device-width,initial-scale=1"><title>Can you reach ${name}?</title><link rel=stylesheet href=/s.css><link rel=stylesheet href=/t.css><main><p class=w>Workshop <b>${name}</b></p><h1 id=h role=status>Trying your network…</h1><p id=m>Ten seconds at most. Leave this page open.</p><section id=e hidden><p>Send this code to <b>Usher</b> in Slack, or read it to the desk:</p><output id=k></output><button id=b>Copy the code</button><p class=s id=n></p></section><ul id=u></ul><noscript>This page needs JavaScript.</noscript></main><script src=/p.js></script><script src=/a.js></script><script src=/b.js></script><script src=/c.js></script>`;

const STYLE =
  ':root{color-scheme:light dark;--i:#1d1f23;--s:#5b616b;--p:#f6f4ef;--c:#fff;--l:#e2ded5;--a:#b4431f;--g:#1b7f4b}@media(prefers-color-scheme:dark){:root{--i:#eceae5;--s:#a2a6ad;--p:#17181b;--c:#202226;--l:#34373d;--a:#ff9a6c;--g:#58c98d}}*{box-sizing:border-box}body{margin:0;padding:1.25rem;background:var(--p);color:var(--i);font:1.06rem/1.5 system-ui,sans-serif}main{max-width:30rem;margin:0 auto}h1{margin:.2rem 0 .4rem;font-size:1.75rem;line-height:1.2;letter-spacing:-.01em}.w,.s{color:var(--s);margin:0}.s{font-size:.92rem}';
const MORE_STYLE =
  'ul{list-style:none;margin:1.2rem 0;padding:0;background:var(--c);border:1px solid var(--l);border-radius:.9rem}li{display:flex;gap:.7rem;padding:.8rem 1rem;border-top:1px solid var(--l)}li:first-child{border:0}li span{flex:1}li b{color:var(--s);font-weight:600}li.y b{color:var(--g)}li.n b{color:var(--a)}output{display:block;margin:.7rem 0;padding:1rem .2rem;text-align:center;font:700 2.3rem/1.1 ui-monospace,monospace;letter-spacing:.06em;background:var(--c);border:2px solid var(--a);border-radius:.9rem}button{width:100%;padding:.85rem;font:inherit;font-weight:600;color:#fff;background:#b4431f;border:0;border-radius:.7rem}:focus-visible{outline:3px solid var(--a);outline-offset:2px}.s{margin-top:1rem}';

/** What is tried: a label and an address each; `{h}` is the page's own host. */
function plainPlan({ tag, checks, seat }: VenuePlan, exposure: Exposure): string {
  const base = (at: number): string => {
    const { host, port } = checks[at]!;
    return host === undefined ? `://{h}:${port}` : `s://${host}`;
  };
  const label = (at: number): string => {
    const { app, host, port } = checks[at]!;
    return host === undefined ? `${app}, port ${port}` : `${app}, https and its name`;
  };
  const list = checks.map((_, at) => [label(at), `http${base(at)}/v.js`]);
  const socket = seat ? `ws${base(0)}${SOCKET_PATH}` : '';
  return `T='${tag}';P=${exposure.kind === 'ports' ? 1 : 0};W='${socket}';C=${JSON.stringify(list)}`;
}

/** `v` and `l` are called by the scripts that are fetched. A firewall that drops what it blocks answers never: hence the wait. */
const TRY = `R=[];L=2;S=W?0:2;H=location.hostname;
function v(i){R[i]=1}
function l(x){L=x}
function get(u){return new Promise(d=>{let s=document.createElement('script');s.src=u.replace('{h}',H)+'?'+Date.now();s.onload=s.onerror=d;document.head.append(s);setTimeout(d,8000)})}
function sock(){return new Promise(d=>{if(!W)return d();setTimeout(d,8000);try{let w=new WebSocket(W.replace('{h}',H));w.onopen=()=>w.send('usher');w.onmessage=e=>{S=e.data=='usher'?1:0;w.close();d()};w.onerror=d}catch(e){d()}})}`;

/** The same code as workshop/venue/code.ts writes. */
const TELL = `A='${SYMBOLS}';
function code(n){let r=A[n/31|0]+A[n%31],c=0;[...T+r].forEach((x,i)=>c+=(i+1)*A.indexOf(x));return'V'+T+'-'+r+A[c%31]}
function $(i){return document.getElementById(i)}
function row(t){let e=document.createElement('li'),s=document.createElement('span'),b=document.createElement('b');s.textContent=t;b.textContent='…';e.append(s,b);$('u').append(e);return(c,t)=>{e.className=c;b.textContent=t}}
function end(n,o){$('h').textContent=n?'Something is in the way':'You can reach everything';$('m').textContent=n?'The code tells the crew what it is. Sending it is all you have to do.':o;$('k').textContent=code(n);$('e').hidden=0;$('b').onclick=()=>{let r=document.createRange();r.selectNodeContents($('k'));getSelection().removeAllRanges();getSelection().addRange(r);document.execCommand('copy');$('b').textContent='Copied'}}`;

const RUN = `(async()=>{let n=0,w=C.map(c=>row(c[0])),x=W&&row('Live connection (WebSocket)'),a=row('Your address is let in');
await Promise.all([...C.map(async(c,i)=>{await get(c[1]);w[i](R[i]?'y':'n',R[i]?'open':'blocked');if(!R[i])n|=1<<i}),sock().then(()=>{if(W){x(S==1?'y':'n',S==1?'works':'blocked');if(S!=1)n|=${NO_SOCKET}}}),get('/l.js').then(()=>{a(L==0?'n':L==1?'y':'',L==0?'no':L==1?'yes':'unknown');if(L==0)n|=${NOT_ADMITTED_BIT}})]);
$('n').innerHTML=L==0?'Your address is not on the list of those who are let in. The crew can add it: look it up at <a href="https://checkip.amazonaws.com">checkip.amazonaws.com</a> and send it along.':W?'':'Live connections (WebSockets) were not tried.';
end(n,'Notebooks will open from here. Send the code all the same, so that the crew knows.')})()`;
