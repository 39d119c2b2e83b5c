/** What a release is made by: workflows that only ever run elsewhere, scripts, and the configuration of the packages. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTempFolder, type TempFolder } from '../support/temp-folder';

/** The YAML reader that electron-updater brings along, and by which it reads the same files. */
const updaterRequire = createRequire(createRequire(import.meta.url).resolve('electron-updater'));
const { load } = updaterRequire('js-yaml') as { readonly load: (text: string) => unknown };

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}
interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes': number;
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}
interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly scripts: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const folder = '.github/workflows';
const workflows = readdirSync(folder).map((name) => ({
  name,
  workflow: load(readFileSync(join(folder, name), 'utf8')) as Workflow,
}));

describe.each(workflows)('the workflow $name', ({ workflow }) => {
  const jobs = Object.entries(workflow.jobs);
  const steps = jobs.flatMap(([, job]) => job.steps);

  test('runs only scripts that are there', () => {
    const lines = steps.flatMap(({ run = '' }) => run.split('\n'));
    const named = lines
      .flatMap((line) => /\bnpm (?:run )?([\w-]+)/.exec(line)?.[1] ?? [])
      .filter((name) => name !== 'ci');
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => manifest.scripts[name] === undefined)).toEqual([]);
    const files = lines.flatMap((line) => /^\s*(\.[\w/.-]+)/.exec(line)?.[1] ?? []);
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
  });

  test('may read, and only the draft may write; nothing runs for ever, and no step gets the token for pushing', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    for (const [name, job] of jobs) {
      expect(job.permissions).toEqual(name === 'draft' ? { contents: 'write' } : undefined);
      expect(job['timeout-minutes']).toBeGreaterThan(0);
    }
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@') === true) as readonly {
      readonly with?: unknown;
    }[];
    expect(checkouts.map((step) => step.with)).toEqual(checkouts.map(() => ({ 'persist-credentials': false })));
  });

  test('uses only actions of GitHub itself, by commit and not by a name that can be moved', () => {
    const used = steps.flatMap(({ uses }) => uses ?? []);
    expect(
      used.filter(
        (name) => !/^actions\/(?:checkout|setup-node|upload-artifact|download-artifact)@[0-9a-f]{40}$/.test(name),
      ),
    ).toEqual([]);
  });

  test('puts nothing from outside into a line of shell', () => {
    expect(steps.flatMap(({ run }) => run ?? []).filter((line) => line.includes('${{'))).toEqual([]);
  });
});

test('the release builds on the three systems and sums up what it hands out', () => {
  const text = readFileSync(join(folder, 'release.yml'), 'utf8');
  for (const part of ['windows-latest', 'macos-latest', 'ubuntu-latest', '--draft', 'npm run checksums'])
    expect(text).toContain(part);
});

describe('the configuration of the packages', () => {
  const config = load(readFileSync('electron-builder.yml', 'utf8')) as Readonly<Record<string, unknown>> & {
    readonly appId: string;
    readonly nsis: Readonly<Record<string, unknown>>;
    readonly publish: { readonly url: string };
  };

  test('names the application as the program itself does, for Windows knows its notices by that', () => {
    expect(readFileSync('src/main/index.ts', 'utf8')).toContain(`app.setAppUserModelId('${config.appId}')`);
    expect(readFileSync('scripts/packaging/installer.nsh', 'utf8')).toContain('"${APP_ID}"');
  });

  test('takes away what the library for updates keeps elsewhere on Windows', () => {
    const { name } = manifest;
    expect(readFileSync('scripts/packaging/installer.nsh', 'utf8')).toContain(
      `RMDir /r "$LOCALAPPDATA\\${name}-updater"`,
    );
  });

  test('names files that are there', () => {
    const named = JSON.stringify(config).match(/(?:scripts|assets)\/[\w./-]+\.\w+/g) ?? [];
    expect(named.length).toBeGreaterThan(4);
    expect(named.filter((file) => !existsSync(file))).toEqual([]);
  });

  test('keeps her data when it is removed, and asks no administrator', () => {
    expect(config.nsis).toMatchObject({ deleteAppDataOnUninstall: false, perMachine: false });
  });

  test('the names of what an update replaces in its place have no version in them', () => {
    const named = (part: string) => (config[part] as { readonly artifactName: string }).artifactName;
    expect([named('appImage'), named('portable')].filter((name) => name.includes('version'))).toEqual([]);
  });
});

describe('the scripts of a release', () => {
  let temp: TempFolder;
  beforeEach(() => {
    temp = createTempFolder('release');
  });
  afterEach(() => {
    temp.remove();
  });
  const run = (script: string, ...args: readonly string[]) =>
    spawnSync(process.execPath, [resolve('scripts', script), ...args], {
      encoding: 'utf8',
      env: { ...process.env, GITHUB_REF_NAME: '' },
    });

  test('sums are those that the tools of the system compute, over what is handed out only', () => {
    for (const name of [
      'vigia-1.0.0-linux-x64.tar.gz',
      'vigia-win-x64-portable.exe',
      'latest.yml',
      'builder-debug.yml',
    ])
      writeFileSync(join(temp.path, name), `of ${name}`);
    mkdirSync(join(temp.path, 'linux-unpacked'));
    expect(run('checksums.mjs', temp.path).status).toBe(0);
    for (const tool of ['sha256sum', 'sha512sum']) {
      const sums = `${tool.toUpperCase().replace('SUM', '')}SUMS`;
      const checked = spawnSync(tool, ['--check', '--strict', sums], { cwd: temp.path, encoding: 'utf8' });
      expect([checked.status, checked.stdout.split('\n').filter((line) => line !== '')]).toEqual([
        0,
        ['latest.yml: OK', 'vigia-1.0.0-linux-x64.tar.gz: OK', 'vigia-win-x64-portable.exe: OK'],
      ]);
    }
    // Once more, they do not sum up themselves.
    const before = readFileSync(join(temp.path, 'SHA256SUMS'), 'utf8');
    run('checksums.mjs', temp.path);
    expect(readFileSync(join(temp.path, 'SHA256SUMS'), 'utf8')).toBe(before);
  });

  test('nothing to sum up is no release', () => {
    rmSync(temp.path, { recursive: true });
    mkdirSync(temp.path);
    expect(run('checksums.mjs', temp.path).status).toBe(1);
  });

  test.each([
    [`v${manifest.version}`, 0],
    [manifest.version, 1],
    ['v99.0.0', 1],
    ['', 1],
  ])('a tag is the version, or there is no release: %j ends with %i', (tag, status) => {
    expect(run('release-tag.mjs', tag).status).toBe(status);
  });
});
