import type { Evidence, WitnessReport } from '../model';
import { webHost } from './view';

/** How many of the independent addresses answered as themselves: what proves, or denies, that this computer was online. */
export function proofOf(report: WitnessReport | null): { readonly answered: number; readonly asked: number } {
  const answers = report?.witnesses.map((one) => one.answer.kind) ?? [];
  return { answered: answers.filter((kind) => kind === 'answered').length, asked: answers.length };
}

export function someWitness(report: WitnessReport | null): boolean {
  return proofOf(report).answered > 0;
}

export function someNamedWitness(report: WitnessReport | null): boolean {
  return report?.witnesses.some((one) => one.byName && one.answer.kind === 'answered') ?? false;
}

/** A witness on this machine proves nothing about its network. */
export function someFarWitness(report: WitnessReport | null): boolean {
  return report?.witnesses.some((one) => one.answer.kind === 'answered' && !isLoopback(webHost(one.url))) ?? false;
}

export function isLoopback(host: string): boolean {
  return /^(?:127(?:\.\d{1,3}){3}|::1|localhost|.+\.localhost)$/i.test(host);
}

/** The lines that go with every verdict about the network: interfaces, gateway, witnesses. */
export function networkEvidence(report: WitnessReport | null): readonly Evidence[] {
  if (report === null) return [];
  return [
    ...(report.interfaceUp ? [] : [{ text: 'network interfaces: none is up' }]),
    ...gatewayEvidence(report),
    ...report.witnesses.map(witnessEvidence),
  ];
}

function gatewayEvidence({ gateway }: WitnessReport): readonly Evidence[] {
  switch (gateway) {
    case 'answers':
      return [{ text: 'gateway: answers' }];
    case 'silent':
      return [{ text: 'gateway: no answer' }];
    case 'none':
      return [{ text: 'gateway: no default route' }];
    case 'unknown':
      return [];
  }
}

function witnessEvidence({ url, answer }: WitnessReport['witnesses'][number]): Evidence {
  const host = webHost(url);
  if (answer.kind === 'answered') return { text: `witness ${host}: answered in ${String(Math.round(answer.ms))} ms` };
  if (answer.kind === 'foreign') return { text: `witness ${host}: somebody else's page` };
  return { text: `witness ${host}: no answer (${answer.phase})` };
}
