import { describe, expect, it } from '@jest/globals';
import { readQuery } from '../../../local/aws/proxy/query';
import { readXml } from '../../../local/aws/proxy/read-xml';
import { readAgentConfig, decodeUserData } from '../../../local/aws/model/user-data';
import { gzipSync } from 'node:zlib';

describe('what the proxy reads', () => {
  it('turns the lists of both Query dialects into arrays, in their order', () => {
    expect(readQuery('Action=X&A.member.2.B=y&A.member.1.B=x&C.1=p&C.2=q&D.E=f')).toEqual({
      Action: 'X',
      A: [{ B: 'x' }, { B: 'y' }],
      C: ['p', 'q'],
      D: { E: 'f' },
    });
  });

  it('reads XML lists of one, of many and of none', () => {
    const xml = '<R><A><item><b>1</b></item></A><C><member>x</member><member>y</member></C><D/></R>';
    expect(readXml(xml)).toEqual({ A: [{ b: '1' }], C: ['x', 'y'], D: '' });
  });

  it.each([
    `cat >> /etc/ecs/ecs.config <<'EOF'\nECS_CLUSTER=usher-nov\nECS_INSTANCE_ATTRIBUTES={"seat":"007"}\nEOF`,
    `echo ECS_CLUSTER="usher-nov" >> c\necho 'ECS_INSTANCE_ATTRIBUTES={"seat":"007"}' >> c`,
    `echo "ECS_CLUSTER=usher-nov" >> c\necho "ECS_INSTANCE_ATTRIBUTES={\\"seat\\":\\"007\\"}" >> c`,
  ])('finds cluster and attributes in user data: %#', (script) => {
    const bytes = Buffer.from(script);
    for (const data of [bytes, gzipSync(bytes)]) {
      expect(readAgentConfig(decodeUserData(data.toString('base64')))).toEqual({
        cluster: 'usher-nov',
        attributes: { seat: '007' },
      });
    }
  });

  it('takes an agent without settings for one of the cluster default', () => {
    expect(readAgentConfig('#!/bin/sh\n')).toEqual({ cluster: 'default', attributes: {} });
  });
});
