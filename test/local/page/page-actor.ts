import type { Locator, Page } from 'playwright-core';
import type { Pattern } from '../../../local/play';
import type { Actor } from '../../../local/slack';
import { plainBlocks, plainMessage } from '../../../local/slack/plain-text';
import type { PageMessage, PersonAction } from '../../../local/slack/protocol';
import { choose, elementIn, enter, press } from './hands';
import { readAsDrawn } from './reading';
import { place } from './stage';

/** How long the page may take to draw what has happened, in milliseconds. */
const DRAWN_MS = 15_000;

interface Upload {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

type Act = Extract<PersonAction, { type: 'act' }>;
type Say = Extract<PersonAction, { type: 'say' }>;
type Submit = Extract<PersonAction, { type: 'submit' }>;

/** Somebody who does everything with mouse and keyboard, and believes what is drawn alone. */
export class PageActor implements Actor {
  readonly id: string;
  readonly name: string;
  readonly state: Actor['state'];
  readonly waitFor: Actor['waitFor'];
  readonly onMessage: Actor['onMessage'];
  readonly #uploads = new Map<string, Upload>();
  #page: Promise<Page> | undefined;

  /** `open`: a window of theirs, made when they first do something. */
  constructor(
    person: Actor,
    private readonly open: (person: Actor) => Promise<Page>,
  ) {
    ({ id: this.id, name: this.name, state: this.state, waitFor: this.waitFor, onMessage: this.onMessage } = person);
  }

  async act(action: PersonAction): Promise<void> {
    const page = await this.#window();
    switch (action.type) {
      case 'say':
        return this.#say(page, action);
      case 'act':
        return this.#use(page, action);
      case 'upload': {
        const { key, name, content } = action;
        this.#uploads.set(key, { name, mimeType: '', buffer: Buffer.from(content, 'base64') });
        return;
      }
      case 'submit':
        return this.#submit(page, action);
      case 'close-view':
        return page.keyboard.press('Escape');
      case 'open-dm':
        return this.#openBot(page);
      case 'open-home':
        await this.#openBot(page);
        return page.getByRole('button', { name: 'Home', exact: true }).click();
      case 'join':
        await this.#go(page, action.channel);
        await page.getByRole('main').getByRole('button', { name: 'Join' }).click();
        return page.getByRole('combobox', { name: /^Message/ }).waitFor();
      case 'leave':
        await this.#go(page, action.channel);
        await page.getByRole('button', { name: /\d members$/ }).click();
        return page.getByRole('button', { name: 'Leave channel' }).click();
      default:
        throw new Error(`no play does this: ${action.type}`);
    }
  }

  /** Looks where it stands, and rejects where the page does not show it. What was edited away meanwhile was there. */
  async look(what: Pattern, withinMs = DRAWN_MS): Promise<void> {
    const page = await this.#window();
    let drawn: string | undefined;
    for (const end = Date.now() + withinMs; Date.now() < end; await page.waitForTimeout(50)) {
      const part = await this.#whereIs(page, what);
      if (part === undefined) return;
      drawn = await readAsDrawn(part);
      if (what.fits(drawn)) return;
    }
    throw new Error(`the page of @${this.name} does not show ${what.source}, but:\n${drawn?.replaceAll(/\s+/g, ' ')}`);
  }

  #window(): Promise<Page> {
    return (this.#page ??= this.open(this));
  }

  async #say(page: Page, { channel, text, files = [] }: Say): Promise<void> {
    await this.#go(page, channel);
    const composer = page.getByRole('main').getByRole('combobox', { name: /^Message/ });
    await composer.fill(text);
    if (files.length > 0) {
      await page.getByLabel('Files to attach').setInputFiles(files.map((key) => this.#upload(key)));
      return composer.and(page.locator(':placeholder-shown')).waitFor();
    }
    // Somebody's name at the end is completed first, as by whoever types fast.
    if ((await composer.getAttribute('aria-expanded')) === 'true') await composer.press('Tab');
    await composer.press('Enter');
  }

  async #use(page: Page, { where, blockId, actionId, value }: Act): Promise<void> {
    const { view, home } = this.state();
    const at =
      'viewId' in where
        ? { surface: page.getByRole('dialog'), blocks: view?.view.blocks ?? [] }
        : 'home' in where
          ? { surface: await this.#home(page), blocks: home?.blocks ?? [] }
          : { surface: await this.#message(page, where), blocks: this.#stored(where).blocks };
    const element = elementIn(at.blocks, blockId, actionId);
    return element.type === 'button'
      ? press({ ...at, element })
      : choose({ ...at, element }, value ?? {}, this.state());
  }

  async #submit(page: Page, { values }: Submit): Promise<void> {
    const view = this.state().view?.view;
    if (view?.type !== 'modal') throw new Error('there is no form to submit');
    for (const [blockId, entered] of Object.entries(values)) {
      for (const [actionId, value] of Object.entries(entered)) {
        const field = page.locator(`[data-block="${blockId}"]`);
        if (value.files) await field.locator('input').setInputFiles(value.files.map((key) => this.#upload(key)));
        else await enter(field, elementIn(view.blocks, blockId, actionId), value, this.state());
        await field.locator('[aria-busy=true]').waitFor({ state: 'detached' });
      }
    }
    await page.getByRole('dialog').locator('button[type=submit]').click();
  }

  #upload(key: string): Upload {
    const upload = this.#uploads.get(key);
    if (!upload) throw new Error(`nobody uploaded ${key}`);
    return upload;
  }

  /** The modal, message or Home tab that says so, on screen; undefined where none does. */
  async #whereIs(page: Page, what: Pattern): Promise<Locator | undefined> {
    const { people, conversations: channels, messages, view, home } = this.state();
    const names = { people, channels };
    const dialog = page.getByRole('dialog');
    if (view && what.fits(await readAsDrawn(dialog))) return dialog;
    const message = messages.findLast((one) => what.fits(plainMessage(one, names)));
    if (message) return this.#message(page, message);
    if (home && what.fits(plainBlocks(home.blocks, names))) return this.#home(page);
    return view && what.fits(plainBlocks(view.view.blocks, names)) ? dialog : undefined;
  }

  /** The body of a message, its conversation and thread being opened for it. */
  async #message(page: Page, { channel, ts }: Pick<PageMessage, 'channel' | 'ts'>): Promise<Locator> {
    const { threadTs = ts } = this.#stored({ channel, ts });
    await this.#go(page, channel);
    if (threadTs === ts) return page.locator(`main article[data-ts="${ts}"] .body`);
    const reply = page.locator(`aside article[data-ts="${ts}"] .body`);
    if ((await reply.count()) === 0) {
      await page
        .locator(`main article[data-ts="${threadTs}"]`)
        .getByRole('button', { name: /^\d+ repl/ })
        .click();
    }
    return reply;
  }

  #stored(where: Pick<PageMessage, 'channel' | 'ts'>): PageMessage {
    const found = this.state().messages.find(({ channel, ts }) => channel === where.channel && ts === where.ts);
    if (!found) throw new Error('this message is gone');
    return found;
  }

  async #home(page: Page): Promise<Locator> {
    const home = page.locator('.home-page');
    if ((await home.count()) === 0) await place(page, /^Home of/).click();
    return home;
  }

  async #openBot(page: Page): Promise<void> {
    const { bot } = this.state();
    await place(page, new RegExp(`^${bot.name}`)).click();
    await page.getByRole('combobox', { name: `Message ${bot.name}` }).waitFor();
  }

  /** Opens a conversation by its name at the side, unless it is open. */
  async #go(page: Page, id: string): Promise<void> {
    const address = new URLSearchParams(new URL(page.url()).hash.slice(1));
    if (address.get('in') === id && address.get('tab') === null) return;
    const to = this.state().conversations.find((one) => one.id === id);
    if (!to) throw new Error(`@${this.name} knows no conversation ${id}`);
    if (to.kind === 'dm') return this.#openBot(page);
    const link = place(page, new RegExp(`^${to.name}`));
    if ((await link.count()) === 0) await place(page, /^Channels to join/).click();
    await link.click();
    await page.getByRole('heading', { name: to.name, level: 1 }).waitFor();
  }
}
