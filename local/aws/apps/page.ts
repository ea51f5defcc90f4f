import { escape } from '../proxy/reply';

/** What a stand-in says of itself. */
export interface Place {
  readonly workshop: string;
  readonly seat: string;
  readonly app: string;
  /** Where the app was told that people reach it; undefined where it was told nothing. */
  readonly url: string | undefined;
}

const STYLE = `
:root { color-scheme: light dark; --ink: #1d1f23; --soft: #5b616b; --paper: #f6f4ef; --card: #fff; --line: #e2ded5; --accent: #b4431f; }
@media (prefers-color-scheme: dark) { :root { --ink: #eceae5; --soft: #a2a6ad; --paper: #17181b; --card: #202226; --line: #34373d; --accent: #ff9a6c; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.5rem; background: var(--paper); color: var(--ink); font: 1rem/1.55 system-ui, sans-serif; }
main { width: 100%; max-width: 30rem; background: var(--card); border: 1px solid var(--line); border-radius: 1rem; padding: 2rem; }
h1 { margin: 0 0 .2rem; font-size: 1.7rem; letter-spacing: -.01em; }
.place { margin: 0 0 1.4rem; color: var(--soft); }
.place b { color: var(--accent); font-variant-numeric: tabular-nums; }
label { display: block; margin: .9rem 0 .3rem; font-size: .9rem; color: var(--soft); }
input, textarea { width: 100%; padding: .6rem .7rem; font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: .5rem; }
textarea { min-height: 9rem; resize: vertical; font-family: ui-monospace, monospace; font-size: .9rem; }
button { margin-top: 1.1rem; padding: .6rem 1.2rem; font: inherit; font-weight: 600; color: #fff; background: #b4431f; border: 0; border-radius: .5rem; cursor: pointer; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.wrong { margin: 1rem 0 0; color: var(--accent); }
.truth { margin: 1.6rem 0 0; padding-top: 1rem; border-top: 1px solid var(--line); font-size: .85rem; color: var(--soft); }`;

/** The form that asks for the seat's words. */
export const signInPage = (place: Place, wrong: boolean, xsrf: string | undefined): string =>
  page(
    place,
    `<form method="post" action="/login">${xsrf === undefined ? '' : `<input type="hidden" name="_xsrf" value="${escape(xsrf)}">`}
<label for="user">User</label><input id="user" name="user" autocomplete="username" autofocus required>
<label for="password">Password</label><input id="password" name="password" type="password" autocomplete="current-password" required>
<button>Sign in</button>
${wrong ? '<p class="wrong" role="alert">These are not the words of this seat. User and password are on your card.</p>' : ''}
</form>`,
  );

/** What a participant sees once inside: the seat's notes, kept in the folder on its host, and what else is in there. */
export const seatPage = (place: Place, user: string, notes: string, files: readonly string[]): string =>
  page(
    place,
    `<p>Signed in as <b>${escape(user)}</b>.</p>
<form method="post" action="/notes">
<label for="notes">notes.txt, in the seat's folder: it outlives a restart of the app</label>
<textarea id="notes" name="notes">${escape(notes)}</textarea>
<button>Save</button>
</form>${files.length === 0 ? '' : `<p>Beside it: ${files.map((file) => `<code>${escape(file)}</code>`).join(', ')}</p>`}`,
  );

function page({ workshop, seat, app: name, url }: Place, inside: string): string {
  const app = name.charAt(0).toUpperCase() + name.slice(1);
  const title = `${app} · ${workshop} · seat ${seat}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)}</title>
<style>${STYLE}</style></head>
<body><main>
<h1>${escape(app)}</h1>
<p class="place">Workshop <b>${escape(workshop)}</b>, seat <b>${escape(seat)}</b></p>
${inside}
<p class="truth">This page is a stand-in: it comes from the local AWS on this machine. On AWS, ${escape(app)} itself answers here.${url === undefined ? '' : ` It knows its address: <span id="own-address">${escape(url)}</span>`}</p>
</main></body></html>`;
}
