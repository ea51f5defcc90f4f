import { dnsDuty } from '../../workshop/dns';
import type { WorkshopSpec } from '../../workshop/workshop';
import { count, escape, listed } from './words';

/** `HTTPS under lab.example.org, a volume of 20 GiB a seat and internet access`; undefined where everything is as usual. */
export function choicesOf(spec: WorkshopSpec): string | undefined {
  const { exposure, storage, internet, database, allow, tags, files } = spec;
  const everybody = allow.length === 1 && allow[0] === '0.0.0.0/0';
  const choices = [
    exposure.kind === 'hosts' ? `HTTPS under ${escape(exposure.domain)}` : undefined,
    storage.kind === 'volume' ? `a volume of ${storage.size} GiB a seat` : undefined,
    internet === 'nat' ? 'internet access for the apps' : undefined,
    databaseOf(database),
    everybody
      ? undefined
      : `access from ${allow.length === 1 ? escape(allow[0] ?? '') : count(allow.length, 'range')} only`,
    files === undefined ? undefined : `files from ${sourceOf(files)}`,
    Object.keys(tags).length === 0 ? undefined : `${count(Object.keys(tags).length, 'tag')} of your own`,
  ].filter((choice) => choice !== undefined);
  return choices.length === 0 ? undefined : listed(choices);
}

function databaseOf({ instanceClass, storage }: WorkshopSpec['database']): string | undefined {
  const words = [instanceClass && escape(instanceClass), storage && `${storage} GiB`].filter(Boolean);
  return words.length === 0 ? undefined : `a database of ${words.join(' with ')}`;
}

const sourceOf = (files: NonNullable<WorkshopSpec['files']>): string =>
  files.kind === 'bucket'
    ? `\`s3://${escape(files.bucket)}/${escape(files.prefix)}\``
    : `the folder \`${escape(files.path.split(/[\\/]/).filter(Boolean).at(-1) ?? '')}\``;

/** The record somebody has to make before a seat's name leads anywhere; undefined where nobody has to. */
export function recordToMake(spec: WorkshopSpec): string | undefined {
  const duty = dnsDuty(spec);
  if (duty.kind !== 'owner') return undefined;
  return `Whoever keeps ${escape(spec.exposure.kind === 'hosts' ? spec.exposure.domain : '')} makes one record after the deploy: \`${duty.record.name}\` as a ${duty.record.type} of the load balancer, whose name I tell then.`;
}
