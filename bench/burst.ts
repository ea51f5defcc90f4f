import { startStand } from '../local/demo/stand';
import { crew, dmLatency } from './people';
import { spread, type Spread } from './statistics';

export interface BurstFigures {
  readonly seats: number;
  readonly people: number;
  readonly messages: number;
  readonly seated: number;
  readonly seatsGivenTwice: number;
  readonly told: number;
  readonly answerMs: Spread;
}

/** 100 people write twice at the same moment for 80 seats. */
export async function measureBurst(): Promise<BurstFigures> {
  const stand = await startStand({
    speed: 600,
    port: 0,
    people: 100,
    bare: true,
    say: () => undefined,
    botLine: () => undefined,
  });
  try {
    await crew(stand, '/workshop new burst 80 --room #workshop');
    await stand.slack.person('ada').waitFor((message) => message.text.includes('is made'), 'burst is made', 30_000);
    const people = stand.slack.people
      .filter((each) => each.name.startsWith('guest-'))
      .map((each) => stand.slack.person(each.name));
    const latencies = await Promise.all(
      people.flatMap((person) => [dmLatency(stand, person), dmLatency(stand, person)]),
    );
    const texts = people.map((person) =>
      person
        .state()
        .messages.map((message) => message.text.replaceAll('*', ''))
        .join('\n'),
    );
    const seats = texts.flatMap((text) => /Seat (\d+) of burst is yours/.exec(text)?.[1] ?? []);
    return {
      seats: 80,
      people: people.length,
      messages: latencies.length,
      seated: seats.length,
      seatsGivenTwice: seats.length - new Set(seats).size,
      told: texts.filter((text) => /full|taken/i.test(text)).length,
      answerMs: spread(latencies),
    };
  } finally {
    await stand.stop();
  }
}
