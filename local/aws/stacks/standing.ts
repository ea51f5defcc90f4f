import type { World } from '../model/world';
import { tagsOfBody } from './made';
import { madeUpId, type Resource } from './resolve';

/** Tags that say whose an instance is; they may have been changed since it was made. */
const PLACE = ['usher:run', 'usher:stack', 'usher:address'];

/**
 * An instance of a stack under the id of the one that carries its tags by now, as Terraform would find it; where none does and its own
 * id is another one's by now, under a new id. Everything else as it is.
 */
export function standing<T extends Resource>(world: World, resource: T): T {
  if (resource.type !== 'aws_instance') return resource;
  const tags = tagsOfBody(resource.body);
  const living = [...world.instances.values()].filter(
    ({ state }) => state !== 'terminated' && state !== 'shutting-down',
  );
  const its = living.find((instance) =>
    PLACE.every((key) => tags[key] !== undefined && instance.tags[key] === tags[key]),
  );
  return its
    ? named(resource, its.id)
    : named(
        resource,
        freeId(
          living.map(({ id }) => id),
          resource,
        ),
      );
}

function freeId(taken: readonly string[], { id, name }: Resource): string {
  let free = id;
  for (let again = 1; taken.includes(free); again += 1) free = madeUpId('i', `${id} ${name} ${again}`);
  return free;
}

const named = <T extends Resource>(resource: T, id: string): T => ({
  ...resource,
  id,
  arn: resource.arn.replace(resource.id, id),
});
