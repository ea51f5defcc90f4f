import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { App } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Actor, LocalSlack } from '../../../local/slack';
import { startApp } from './app';
import { clientOf, errorOf } from './client';

const plain = (text: string) => ({ type: 'plain_text', text }) as const;
const field = (name: string, more: object = {}) => ({
  type: 'input' as const,
  block_id: name,
  label: plain(name),
  element: { type: 'plain_text_input' as const, action_id: 'v', ...more },
});
const modal = (title: string, ...blocks: ReturnType<typeof field>[]) => ({
  type: 'modal' as const,
  callback_id: title,
  title: plain(title),
  submit: plain('OK'),
  notify_on_close: true,
  blocks,
});

describe('modals and the Home tab', () => {
  let slack: LocalSlack;
  let stop: () => Promise<void>;
  let ada: Actor;
  let answer: Record<string, unknown> = {};
  let submitted: { name?: string | null; trigger: string }[] = [];
  let closed: string[] = [];
  let next = modal('first');
  const client = () => clientOf(slack);

  beforeAll(async () => {
    const register = (app: App) => {
      app.command('/workshop', async ({ ack, command, client: web }) => {
        await web.views.open({ trigger_id: command.trigger_id, view: next });
        await ack();
      });
      app.view({ callback_id: /.*/, type: 'view_submission' }, async ({ ack, view, body }) => {
        const { trigger_id: trigger } = body as unknown as { trigger_id: string };
        submitted.push({ name: view.state.values.name?.v?.value ?? null, trigger });
        await ack(answer as never);
      });
      app.view({ callback_id: /.*/, type: 'view_closed' }, async ({ ack, view }) => {
        closed.push(view.callback_id);
        await ack();
      });
    };
    ({ slack, stop } = await startApp(register));
    ada = slack.person('ada');
  });
  afterAll(() => stop());
  beforeEach(() => {
    answer = {};
    submitted = [];
    closed = [];
  });

  async function open(view: typeof next): Promise<string> {
    next = view;
    await ada.act({ type: 'say', channel: slack.channelId('crew'), text: '/workshop' });
    return ada.state().view?.id ?? '';
  }
  const submit = (viewId: string, name?: string) =>
    ada.act({ type: 'submit', viewId, values: name === undefined ? {} : { name: { v: { value: name } } } });
  const title = () => (ada.state().view?.view as ModalView | undefined)?.title;

  it('open for the person of the trigger only, and close when they are accepted', async () => {
    const id = await open(modal('new', field('name')));
    expect(title()).toEqual(plain('new'));
    expect(slack.person('mary').state().view).toBeUndefined();
    await submit(id, 'nov');
    expect(submitted[0]?.name).toBe('nov');
    expect(ada.state().view).toBeUndefined();
    await expect(submit(id, 'nov')).rejects.toThrow('This view is gone');
  });

  it('send initial values, and check lengths and required fields without asking the app', async () => {
    const id = await open(modal('new', field('name', { initial_value: 'oct', max_length: 5 })));
    await submit(id, '');
    expect(ada.state().view?.errors).toEqual({ name: 'Please complete this required field.' });
    await submit(id, 'longer than five');
    expect(ada.state().view?.errors).toEqual({ name: 'Please enter at most 5 characters.' });
    expect(submitted).toEqual([]);
    const again = await open(modal('new', field('name', { initial_value: 'oct' })));
    await submit(again);
    expect(submitted[0]?.name).toBe('oct');
  });

  it('stay with the app’s errors under their fields', async () => {
    const id = await open(modal('new', field('name')));
    answer = { response_action: 'errors', errors: { name: 'taken' } };
    await submit(id, 'nov');
    expect(ada.state().view?.errors).toEqual({ name: 'taken' });
    answer = { response_action: 'errors', errors: { other: 'what?' } };
    await expect(submit(id, 'nov')).rejects.toThrow('a field that is not there: other');
  });

  it('are updated, pushed and cleared by the answer to a submission, three deep at most', async () => {
    const id = await open(modal('one'));
    answer = { response_action: 'update', view: modal('one again') };
    await submit(id);
    expect(title()).toEqual(plain('one again'));
    answer = { response_action: 'push', view: modal('two') };
    await submit(id);
    answer = { response_action: 'push', view: modal('three') };
    await submit(ada.state().view?.id ?? '');
    expect(title()).toEqual(plain('three'));
    answer = { response_action: 'push', view: modal('four') };
    await expect(submit(ada.state().view?.id ?? '')).rejects.toThrow('push_limit_reached');
    await ada.act({ type: 'close-view', viewId: ada.state().view?.id ?? '' });
    expect(title()).toEqual(plain('two'));
    expect(closed).toEqual(['three']);
    answer = { response_action: 'clear' };
    await submit(ada.state().view?.id ?? '');
    expect(ada.state().view).toBeUndefined();
  });

  it('are not updated by somebody who has seen an older version', async () => {
    const id = await open(modal('one', field('name')));
    const hash = ada.state().view?.hash ?? '';
    expect(await errorOf(client().views.update({ view_id: id, hash, view: modal('two', field('name')) }))).toBe('ok');
    expect(await errorOf(client().views.update({ view_id: id, hash, view: modal('three') }))).toBe('hash_conflict');
    expect(await errorOf(client().views.update({ view_id: 'V0', view: modal('x') }))).toBe('not_found');
    expect(title()).toEqual(plain('two'));
  });

  it('refuse what is too large, with the place of it', async () => {
    const id = await open(modal('one'));
    const bad = { ...modal('one'), private_metadata: 'x'.repeat(3001) };
    await expect(client().views.update({ view_id: id, view: bad })).rejects.toMatchObject({
      data: {
        error: 'invalid_arguments',
        response_metadata: { messages: [expect.stringContaining('[json-pointer:/view/private_metadata]')] },
      },
    });
  });

  it('are pushed only from a modal', async () => {
    const triggers: string[] = [];
    const id = await open(modal('one', field('name')));
    answer = { response_action: 'errors', errors: { name: 'stay' } };
    await submit(id, 'x');
    triggers.push(submitted[0]?.trigger ?? '');
    expect(await errorOf(client().views.push({ trigger_id: triggers[0] ?? '', view: modal('two') }))).toBe('ok');
    expect(title()).toEqual(plain('two'));
  });

  it('publish a Home tab for one person', async () => {
    const view = { type: 'home' as const, blocks: [{ type: 'section' as const, text: plain('Welcome') }] };
    const published = await client().views.publish({ user_id: ada.id, view });
    expect(ada.state().home?.blocks).toMatchObject([{ text: plain('Welcome') }]);
    expect(slack.person('mary').state().home).toBeUndefined();
    expect(await errorOf(client().views.publish({ user_id: ada.id, view, hash: 'old' }))).toBe('hash_conflict');
    expect(await errorOf(client().views.publish({ user_id: ada.id, view, hash: published.view?.hash ?? '' }))).toBe(
      'ok',
    );
  });
});
