import { describe, expect, it } from '@jest/globals';
import { priceTables, pricesInGuide, recipesOfGuide } from '../../bench/choices';
import { memoryOf } from '../../workshop/instance-memory';
import { seatLoad, vcpusOf } from '../../workshop/needs';

describe('the guide to choosing', () => {
  it('has prices that are Usher’s own; `npm run bench -- prices` writes them anew', () => {
    expect(pricesInGuide()).toBe(priceTables());
  });

  it('has recipes that are workshop files, of apps that fit their instances', () => {
    const recipes = recipesOfGuide();
    expect(recipes.map(({ spec }) => spec.name)).toEqual(['class', 'pydata', 'course']);
    for (const { spec } of recipes) {
      const { cpu, memory } = seatLoad(spec);
      expect(cpu).toBeLessThanOrEqual(vcpusOf(spec.instanceType) * 1024);
      expect(memory).toBeLessThan((memoryOf(`db.${spec.instanceType}`) ?? 0) * 1024);
    }
  });
});
