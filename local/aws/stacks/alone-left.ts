import { list, strings, text } from '../proxy/query';
import { escape, json, xml } from '../proxy/reply';
import type { Handlers } from '../services/handler';
import { tagsOfBody, textOf, type Made } from './made';

/** Answers about single things that may be left of a workshop, where there is no control plane. */
export const leftHandlers = (all: () => readonly Made[]): Handlers => ({
  'ec2:DescribeTags': {
    answer(call) {
      const filters = list(call.input, 'Filter');
      const valuesOf = (name: string) => filters.find((one) => text(one, 'Name') === name) ?? {};
      const [ids, keys] = [strings(valuesOf('resource-id'), 'Value'), strings(valuesOf('key'), 'Value')];
      const items = all().flatMap(({ id, body }) =>
        Object.entries(tagsOfBody(body)).flatMap(([key, value]) =>
          ids.includes(id) && keys.includes(key)
            ? `<item><resourceId>${id}</resourceId><key>${escape(key)}</key><value>${escape(value)}</value></item>`
            : [],
        ),
      );
      return xml(call, `<tagSet>${items.join('')}</tagSet>`);
    },
  },
  'iam:GetRole': {
    answer(call) {
      const name = text(call.input, 'RoleName') ?? '';
      const role = all().find(({ type, body }) => type === 'aws_iam_role' && textOf(body, 'name') === name);
      if (!role) return { code: 'NoSuchEntity', message: `The role with name ${name} cannot be found.`, status: 404 };
      const fields = `<Path>/</Path><RoleName>${escape(name)}</RoleName><RoleId>LOCAL</RoleId><Arn>${role.arn}</Arn>`;
      return xml(call, `<Role>${fields}<CreateDate>2026-01-01T00:00:00Z</CreateDate></Role>`);
    },
  },
  'secretsmanager:ListSecrets': {
    answer: () =>
      json({
        SecretList: all().flatMap(({ type, arn, body }) =>
          type === 'aws_secretsmanager_secret' ? [{ ARN: arn, Name: textOf(body, 'name') }] : [],
        ),
      }),
  },
});
