import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { faultIds } from '../../src/demo/faults';
import type { FaultId } from '../../src/demo/faults';
import { runDemoPrompt } from '../../src/demo/prompt';
import { createTranslator } from '../../src/shared/i18n';
import type { Translator } from '../../src/shared/i18n';

async function type(lines: readonly string[], t?: Translator): Promise<{ said: string[]; on: FaultId[] }> {
  const on = new Set<FaultId>();
  const said: string[] = [];
  await runDemoPrompt({
    portal: {
      faults: faultIds,
      active: () => new Set(on),
      setFault: (fault, isOn) => {
        if (isOn) on.add(fault);
        else on.delete(fault);
      },
    },
    input: Readable.from(lines.map((line) => `${line}\n`)),
    output: { write: (line) => said.push(line) },
    ...(t === undefined ? {} : { t }),
  });
  return { said, on: [...on] };
}

test('a name turns a fault over, on and off say which way', async () => {
  const { said, on } = await type(['api-down', 'on disk-full', 'api-down', 'on disk-full', 'OFF nginx-down']);
  expect(on).toEqual(['disk-full']);
  expect(said).toEqual(['on api-down', 'on disk-full', 'off api-down', 'on disk-full', 'off nginx-down']);
});

test('clear switches everything off, and nothing is obeyed after quit', async () => {
  expect((await type(['api-down', 'ssh-down', 'clear', 'quit', 'disk-full'])).on).toEqual([]);
  expect((await type(['api-down', 'salir', 'disk-full'])).on).toEqual(['api-down']);
});

test('the list has every fault with its state', async () => {
  const { said } = await type(['disk-full', 'list']);
  expect(said.slice(1)).toEqual(faultIds.map((fault) => `${fault === 'disk-full' ? 'on ' : 'off'} ${fault}`));
});

test.each([
  ['es', 'Encendido: disk-full (Disco lleno)', 'No hay un fallo «toString». «lista» los muestra.'],
  ['en', 'On: disk-full (Disk full)', 'There is no fault "toString". "list" shows them.'],
] as const)('speaks %s to people', async (language, on, unknown) => {
  const t = createTranslator({ language, now: () => 0, timeZone: 'America/Bogota', address: 'neutral' });
  const { said } = await type(['disk-full', 'tostring', 'lista'], t);
  expect(said.slice(0, 2)).toEqual([on, unknown.replace('toString', 'tostring')]);
  expect(said).toHaveLength(2 + faultIds.length);
});
