import type { Fact } from '../facts';
import type { Words } from '../words';
import { Sentence } from './controls';
import { Icon, Mark } from './icons';

/** Rows of what was seen: shape, what, and at the right its figure. */
export function FactList(props: { readonly facts: readonly Fact[]; readonly t: Words; readonly isFlush?: boolean }) {
  return (
    <ul class={props.isFlush === true ? 'facts flush' : 'facts'}>
      {props.facts.map((fact) => (
        <li key={fact.id} class={fact.isChild ? 'child' : undefined}>
          <FactMark fact={fact} t={props.t} />
          <span>
            <Sentence text={fact.what} />
            {fact.sub !== null && (
              <span class="sub">
                <Sentence text={fact.sub} />
              </span>
            )}
          </span>
          <span class="value">{fact.value}</span>
        </li>
      ))}
    </ul>
  );
}

function FactMark({ fact, t }: { readonly fact: Fact; readonly t: Words }) {
  if (fact.status === 'unseen') return <Icon name="unseen" />;
  if (fact.status === 'note') return <Icon name="info" />;
  return <Mark status={fact.status} label={t.ui(`mark.${fact.status}`)} />;
}
