import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../workshop/ports/clock';
import type { Problem } from '../../workshop/problems';
import { installedProvider, prepareInstallation, writeRunConfig } from './cli-config';
import { readConfig, type StackConfig } from './config';
import { terraformEnvironment } from './environment';
import type { Tool } from './locate';
import type { Hold } from './ownership';
import type { Diagnostic, TerraformEvent } from './parse';
import { interruptedProblem, problemOf, problemOfError } from './problems';
import { createQueue } from './queue';
import { runTerraform } from './run';
import { parseState, type StackState } from './state';
import { watchCredentials } from './watch-credentials';

export interface WorkspaceOptions {
  readonly tool: Tool;
  /** Folder all stacks share: provider mirror, cache, CLI configuration. */
  readonly shared: string;
  /** The stack's own folder, which holds its `cdk.tf.json`. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  /** Values of Terraform variables: secrets. */
  readonly variables: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** Of the workshop. */
  readonly region: string;
  readonly hold: Hold;
  /** Resources Terraform makes at once. */
  readonly atOnce: number;
  readonly stopTimeoutMs: number;
  /** Whether Terraform ends with its Usher. */
  readonly leashed: boolean;
  /** Where to look for a provider mirror, instead of the usual places. */
  readonly mirrorPlaces: readonly string[] | undefined;
}

export interface Outcome {
  readonly ok: boolean;
  readonly diagnostics: readonly Diagnostic[];
  readonly problems: readonly Problem[];
}

/** File of a stack's folder that says for which tool and backend it was initialised. */
export const INIT_STAMP = 'init.stamp';
const PLAN = 'stack.tfplan';
/** JSON of a state or plan of a batch of many seats. */
const LARGEST_ANSWER = 256 * 1024 * 1024;
const initQueue = createQueue();

/** The Terraform commands of one stack, in its folder. */
export class Workspace {
  /** True once a Terraform of this run could not put its state in order: it was killed, or the state could not be written. */
  disorder = false;
  private cliConfig = '';
  private extraEnv: Readonly<Record<string, string>> = {};
  private parsed: StackConfig | undefined;

  constructor(private readonly options: WorkspaceOptions) {}

  get folder(): string {
    return this.options.folder;
  }

  get signal(): AbortSignal {
    return this.options.signal;
  }

  get config(): StackConfig {
    if (!this.parsed) throw new Error('the stack is not initialised');
    return this.parsed;
  }

  /** `terraform init`, left out where the folder is initialised for the same backend and provider already. */
  async *init(): AsyncGenerator<TerraformEvent, Outcome> {
    const { folder, shared, tool, env, mirrorPlaces } = this.options;
    this.parsed = await readConfig(join(folder, 'cdk.tf.json'));
    const version = this.parsed.providerVersion;
    const provider = installedProvider(folder, tool, version);
    const stamp = join(folder, INIT_STAMP);
    const wanted = `${tool.kind} ${tool.version}\n${this.parsed.terraformBlock}\n`;
    const done = await readFile(stamp, 'utf8').catch(() => '');
    if (done !== wanted || !existsSync(provider)) {
      const installation = await prepareInstallation(shared, tool, version, env, mirrorPlaces);
      this.cliConfig = installation.cliConfig;
      this.extraEnv = installation.env;
      const release = installation.oneAtATime ? await initQueue.take() : (): void => {};
      try {
        const outcome = yield* this.run('init', ['init', '-json', '-input=false', '-reconfigure']);
        if (!outcome.ok) return outcome;
      } finally {
        release();
      }
      this.extraEnv = {};
      await writeFile(stamp, wanted);
    }
    this.cliConfig = await writeRunConfig(folder, provider);
    return fine;
  }

  /** Plans into the stack's plan file. */
  async *plan(flags: readonly string[]): AsyncGenerator<TerraformEvent, Outcome> {
    return yield* this.run('plan', ['plan', '-json', '-input=false', '-lock-timeout=10s', `-out=${PLAN}`, ...flags]);
  }

  /** Applies the plan made last. */
  async *apply(): AsyncGenerator<TerraformEvent, Outcome> {
    try {
      const parallelism = `-parallelism=${this.options.atOnce}`;
      return yield* this.run('apply', ['apply', '-json', '-input=false', '-lock-timeout=10s', parallelism, PLAN]);
    } finally {
      await rm(join(this.folder, PLAN), { force: true });
    }
  }

  async state(): Promise<StackState> {
    return parseState(await this.answer(['state', 'pull']));
  }

  /** The plan made last, as `terraform show -json` tells it. */
  async showPlan(): Promise<unknown> {
    return JSON.parse(await this.answer(['show', '-json', PLAN]));
  }

  async untaint(address: string): Promise<void> {
    await this.answer(['untaint', '-lock-timeout=10s', address]);
  }

  /** Takes resources out of the state; AWS keeps them. */
  async forget(addresses: readonly string[]): Promise<void> {
    await this.answer(['state', 'rm', '-lock-timeout=10s', ...addresses]);
  }

  async forceUnlock(lockId: string): Promise<void> {
    await this.answer(['force-unlock', '-force', lockId]);
  }

  /** Writes or, without imports, removes the import blocks the next plan takes up. */
  async writeImports(imports: ReadonlyMap<string, string>): Promise<void> {
    const file = join(this.folder, 'adopt.tf.json');
    if (imports.size === 0) return rm(file, { force: true });
    await writeFile(file, JSON.stringify({ import: [...imports].map(([to, id]) => ({ to, id })) }, null, 2));
  }

  private environment(): NodeJS.ProcessEnv {
    return { ...terraformEnvironment(this.options.env, this.cliConfig, this.options.variables), ...this.extraEnv };
  }

  /** Runs one command; where AWS comes to refuse its credentials meanwhile, it is stopped, for it would not stop by itself. */
  private async *run(name: string, args: readonly string[]): AsyncGenerator<TerraformEvent, Outcome> {
    const { env, region, clock, signal } = this.options;
    const watch = watchCredentials(env, region, clock);
    const { refused } = watch;
    try {
      const outcome = yield* this.runUntil(AbortSignal.any([signal, refused]), name, args);
      if (outcome.ok || signal.aborted || !refused.aborted) return outcome;
      return { ...outcome, problems: [problemOfError(refused.reason)] };
    } finally {
      watch.end();
    }
  }

  private async *runUntil(
    signal: AbortSignal,
    name: string,
    args: readonly string[],
  ): AsyncGenerator<TerraformEvent, Outcome> {
    const { tool, folder, stopTimeoutMs, leashed, hold } = this.options;
    const diagnostics: Diagnostic[] = [];
    const run = runTerraform({
      command: tool.command,
      args,
      cwd: folder,
      env: this.environment(),
      log: join(folder, `${name}.jsonl`),
      signal,
      stopTimeoutMs,
      leashed,
      onSpawn: (pid) => hold.noteTerraform(pid),
    });
    for (;;) {
      const step = await run.next();
      if (step.done) {
        const { code, stopped, killed, stderr } = step.value;
        if (name === 'apply' && (killed || diagnostics.some(isStateLost))) this.disorder = true;
        if (code !== 0 && diagnostics.length === 0) diagnostics.push(brokeOff(name, stderr));
        if (code === 0) return { ok: true, diagnostics: [], problems: [] };
        const problems = stopped || killed ? [interruptedProblem] : this.problemsOf(diagnostics);
        return { ok: false, diagnostics, problems };
      }
      const event = step.value;
      if (event.type === 'diagnostic' && event.diagnostic.severity === 'error') diagnostics.push(event.diagnostic);
      yield event;
    }
  }

  private problemsOf(diagnostics: readonly Diagnostic[]): Problem[] {
    const secrets = secretsIn(this.options.variables);
    return diagnostics.map((diagnostic) => problemOf(diagnostic, secrets));
  }

  /** Standard output of a command that is over in a moment. */
  private answer(args: readonly string[]): Promise<string> {
    const [program = '', ...leading] = this.options.tool.command;
    return new Promise((resolve, reject) => {
      const options = { cwd: this.folder, env: this.environment(), maxBuffer: LARGEST_ANSWER };
      execFile(program, [...leading, ...args], options, (error, stdout, stderr) => {
        if (error) reject(new Error(`terraform ${args[0]} failed: ${stderr.slice(-1000)}`));
        else resolve(stdout);
      });
    });
  }
}

/** Every secret word of the variables; a variable may hold many as JSON. */
function secretsIn(variables: Readonly<Record<string, string>>): string[] {
  return Object.values(variables).flatMap((value) => {
    if (!value.startsWith('{')) return [value];
    return [value, ...Object.values(JSON.parse(value) as Record<string, unknown>).map(String)];
  });
}

const fine: Outcome = { ok: true, diagnostics: [], problems: [] };

const brokeOff = (name: string, stderr: string): Diagnostic => ({
  severity: 'error',
  summary: `terraform ${name} broke off`,
  detail: stderr.trim(),
  address: undefined,
});

/** AWS may refuse the state as well, where the state is on S3: then it lacks what was made last, and its lock stays. */
const isStateLost = ({ summary }: Diagnostic): boolean =>
  /\b(sav\w+|persist\w*) state|releasing the state lock/i.test(summary);
