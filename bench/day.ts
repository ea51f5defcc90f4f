import { startStand, type Stand } from '../local/demo/stand';
import { childrenCpuSeconds } from './cpu';
import { ackLatency, click, crew, dmLatency } from './people';
import { spread, tenth, timed, type Spread } from './statistics';

const DEPLOY_MS = 30 * 60_000;

export interface DayFigures {
  readonly seats: number;
  readonly terraform: boolean;
  readonly deploySeconds: number;
  /** CPU of Terraform, providers and synth for the whole deploy, divided by seats. */
  readonly terraformCpuSecondsPerSeat: number | undefined;
  readonly acksDuringDeployMs: Spread;
  readonly dmAloneMs: Spread;
  readonly dmDuringDeployMs: Spread;
  readonly awsCallsOfOneHealthCheck: number;
}

/** Deploys a workshop on the local stand and measures what people feel; `bare` leaves Terraform out. */
export async function measureDay(seats: number, bare: boolean, say: (line: string) => void): Promise<DayFigures> {
  const stand = await startStand({
    speed: 600,
    port: 0,
    people: 200,
    bare,
    say: () => undefined,
    botLine: (line) => / (warn|error) /.test(line) && say(line),
  });
  try {
    return await measure(stand, seats, bare, say);
  } finally {
    await stand.stop();
  }
}

async function measure(stand: Stand, seats: number, bare: boolean, say: (line: string) => void): Promise<DayFigures> {
  const ada = stand.slack.person('ada');
  const guests = stand.slack.people
    .filter((each) => each.name.startsWith('guest-'))
    .map((each) => stand.slack.person(each.name));
  const seen = (text: string, ms: number) => ada.waitFor((message) => message.text.includes(text), text, ms);

  await crew(stand, `/workshop new bench ${seats} --room #workshop`);
  await seen('is made', 30_000);
  say('DMs alone ...');
  const alone: number[] = [];
  for (const guest of guests.slice(100, 200)) alone.push(await dmLatency(stand, guest));

  say('Deploying ...');
  await crew(stand, '/workshop deploy');
  await click(stand, /^Deploy for/);
  const acks: number[] = [];
  const during: number[] = [];
  let up = false;
  const deploySeconds = timed(() => seen('bench* is up', DEPLOY_MS)).then((ms) => {
    up = true;
    return tenth(ms / 1000);
  });
  for (let i = 0; !up; i += 1) {
    acks.push(await ackLatency(stand, ada));
    const guest = guests[100 + (i % 100)];
    if (guest) during.push(await dmLatency(stand, guest));
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  const seconds = await deploySeconds;
  const cpu = childrenCpuSeconds(stand.bot.pid);

  say('One health check ...');
  const before = total(stand);
  await crew(stand, '/workshop health');
  await seen(`${seats} of ${seats} fine`, 120_000);
  const calls = total(stand) - before;

  return {
    seats,
    terraform: !bare,
    deploySeconds: seconds,
    terraformCpuSecondsPerSeat: cpu === undefined || bare ? undefined : tenth(cpu / seats),
    acksDuringDeployMs: spread(acks),
    dmAloneMs: spread(alone),
    dmDuringDeployMs: spread(during),
    awsCallsOfOneHealthCheck: calls,
  };
}

const total = (stand: Stand): number => [...stand.aws.calls.values()].reduce((sum, count) => sum + count, 0);
