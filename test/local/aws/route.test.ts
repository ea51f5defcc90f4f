import { describe, expect, it } from '@jest/globals';
import { chooseAction, redirectTo, type Asked } from '../../../local/aws/apps/route';
import type { Action } from '../../../local/aws/model/balancers';
import { emptyWorld } from '../../../local/aws/model/world';

const asked: Asked = {
  protocol: 'http',
  host: '127.9.8.7',
  port: 80,
  path: '/007/jupyter',
  query: 'a=b',
  method: 'GET',
};

describe('a listener of a load balancer', () => {
  const fixed: Action = { type: 'fixed-response', fixed: { status: 404, contentType: 'text/html', body: 'no' } };
  const redirect: Action = { type: 'redirect', redirect: { Port: '8007' } };
  const world = emptyWorld();
  const listener = {
    arn: 'l',
    loadBalancer: 'lb',
    port: 80,
    protocol: 'HTTP',
    actions: [fixed],
    certificate: undefined,
    tags: {},
  };
  const rule = (arn: string, priority: number, values: string[], action: Action) =>
    world.rules.set(arn, {
      arn,
      listener: 'l',
      priority,
      conditions: [{ field: 'path-pattern', values }],
      actions: [action],
      tags: {},
    });
  rule('wide', 20, ['/0*'], fixed);
  rule('exact', 10, ['/007/jupyter', '/007/jupyter/*'], redirect);

  it('takes the fitting rule with the lowest priority, and its own action where none fits', () => {
    expect(chooseAction(world, listener, asked)).toBe(redirect);
    expect(chooseAction(world, listener, { ...asked, path: '/007/jupyter/lab' })).toBe(redirect);
    expect(chooseAction(world, listener, { ...asked, path: '/007/airflow' })).toBe(fixed);
    expect(chooseAction(world, listener, { ...asked, path: '/' })).toBe(fixed);
  });

  it('does not take a dot of a pattern for any character', () => {
    rule('dot', 1, ['/a.b'], redirect);
    expect(chooseAction(world, listener, { ...asked, path: '/axb' })).toBe(fixed);
  });

  it('fills in what a redirect keeps of the request', () => {
    const to = { Protocol: 'HTTP', Host: '#{host}', Port: '8007', Path: '/', Query: '#{query}' };
    expect(redirectTo(to, asked)).toBe('http://127.9.8.7:8007/?a=b');
    expect(redirectTo({ Path: '/x/#{path}' }, { ...asked, query: '' })).toBe('http://127.9.8.7/x/007/jupyter');
    expect(redirectTo({ Protocol: 'HTTPS', Port: '443' }, { ...asked, query: '' })).toBe(
      'https://127.9.8.7/007/jupyter',
    );
    const moved = (port: number): number => port + 20_000;
    expect(redirectTo({ Protocol: 'HTTPS', Port: '443' }, { ...asked, query: '' }, moved)).toBe(
      'https://127.9.8.7:20443/007/jupyter',
    );
    expect(redirectTo({}, { ...asked, protocol: 'https', port: 443, query: '' })).toBe('https://127.9.8.7/007/jupyter');
  });
});
