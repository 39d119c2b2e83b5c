import { describe, expect, test } from 'vitest';
import { diagnose } from '../../src/core/diagnose';
import { allFindings } from '../../src/core/dating';
import { drillScenarios } from '../../src/core/drill/scenario-ids';
import { planDrill } from '../../src/core/drill/scenarios';
import { defaultSettings } from '../../src/core/settings';
import { evidenceInWords } from '../../src/shared/evidence-words';
import { server, someTime } from '../support/builders';

describe('in Spanish', () => {
  test.each([
    ['ps: no gunicorn process', 'ps: ningún proceso de gunicorn'],
    ['GET /api/ 502 in 16 ms', 'GET /api/ 502 en 16 ms'],
    ['GET /api/ 200 in 31 ms, body not-json', 'GET /api/ 200 en 31 ms, el contenido no es JSON'],
    ['GET /: tcp timeout (10000 ms)', 'GET /: tcp sin respuesta (10000 ms)'],
    ['on the server: GET /api/ no answer in 8001 ms', 'en el servidor: GET /api/ sin respuesta en 8001 ms'],
    ['ps: gunicorn master 1201, 3 of 4 workers', 'ps: gunicorn 1201, 3 de 4 procesos'],
    ['df: /var 96% used, 4.2 GB of 200.0 GB available', 'df: /var 96\u00a0% usado, quedan 4,2 de 200,0\u00a0GB'],
    ['df: / +1.25 GB/h over the last 6.0 h', 'df: / +1,25\u00a0GB/h en las últimas 6,0\u00a0h'],
    ['swap: 12 kB/s in, 4000 kB/s out, over 300 s', 'swap: entran 12 kB/s, salen 4000 kB/s, en 300 s'],
    ['witness example.org: no answer (dns)', 'testigo example.org: sin respuesta (dns)'],
  ])('%s', (english, spanish) => {
    expect(evidenceInWords(english, 'es')).toBe(spanish);
    expect(evidenceInWords(english, 'en')).toBe(english);
  });

  test("the server's own words stay as they are", () => {
    for (const words of [
      'api-error.log: psycopg2.OperationalError: connection refused in 3 ms',
      'systemctl: dashboard-mme failed (Result: exit-code)',
      'a form of a later version in 3 ms',
    ])
      expect(evidenceInWords(words, 'es')).toBe(words);
  });

  test('nothing of the guide’s scenarios is left in English', () => {
    const left = new Set<string>();
    let seen = 0;
    for (const scenario of drillScenarios)
      for (const { rounds } of planDrill(scenario, { server, witnesses: defaultSettings.witnesses }, someTime))
        for (const round of rounds)
          for (const { evidence } of allFindings(diagnose(round, { server, earlier: new Set(), memory: null })))
            for (const { text } of evidence) {
              seen += 1;
              const said = evidenceInWords(text, 'es');
              if (
                /\b(?:the|no answer|in \d|nothing|listens|process|workers|refused|shown|answers|used|left|of|over|by)\b/.test(
                  said,
                )
              )
                left.add(said);
            }
    expect(seen).toBeGreaterThan(20);
    expect([...left]).toEqual([]);
  });
});
