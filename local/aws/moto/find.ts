import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Path of a `moto_server`: of the PATH, else of `<dataDir>/moto`, where it is installed if need be. Throws where it cannot be had. */
export async function findMoto(dataDir: string): Promise<string> {
  const onPath = (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, 'moto_server'))
    .find(isExecutable);
  if (onPath !== undefined) return onPath;
  const venv = path.join(dataDir, 'moto');
  const installed = path.join(venv, 'bin', 'moto_server');
  if (!existsSync(installed)) {
    await run('python3', ['-m', 'venv', venv]);
    await run(path.join(venv, 'bin', 'pip'), ['install', '--quiet', '--disable-pip-version-check', 'moto[server]']);
  }
  return installed;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
