import { useEffect, useState } from 'preact/hooks';
import type { LoginStart, LoginStartProblem } from '../../shared/ipc';
import type { ViewProps } from '../views/view-props';
import { ErrorLine } from './panels';
import { SettingField, Switch } from './setting-field';

/** Whether the system starts Vigía at login, as it says itself: read again when she comes back from its settings. */
export function LoginStartField({ store, t }: ViewProps) {
  const [state, setState] = useState<LoginStart | null>(null);
  const [problem, setProblem] = useState<LoginStartProblem | 'failed' | null>(null);
  useEffect(() => {
    const read = () => {
      void store.bridge.request('login-start:get', null).then(setState, () => undefined);
    };
    read();
    window.addEventListener('focus', read);
    return () => {
      window.removeEventListener('focus', read);
    };
  }, [store]);
  const change = (on: boolean) => {
    setProblem(null);
    // As she set it, until the system has said how it is.
    setState({ kind: on ? 'on' : 'off' });
    void store.bridge
      .request('login-start:set', { on })
      .catch(async () => ({
        state: await store.bridge.request('login-start:get', null),
        problem: 'failed' as const,
      }))
      .then((answer) => {
        setState(answer.state);
        setProblem(answer.problem);
      });
  };
  return (
    <SettingField
      label={t.ui('login.label')}
      help={t.ui('login.help')}
      helpId="login-start-help"
      forId="login-start"
      below={
        <div class="wide" id="login-start-state">
          <div role="alert">{problem !== null && <ErrorLine text={problemText(problem, t)} />}</div>
          <p class="small quiet" role="status">
            {state === null ? '' : stateText(state, t)}
          </p>
        </div>
      }
    >
      <Switch
        id="login-start"
        isOn={state?.kind === 'on' || state?.kind === 'blocked'}
        isDisabled={state === null || state.kind === 'unavailable'}
        describedBy="login-start-help login-start-state"
        onChange={change}
      />
    </SettingField>
  );
}

function stateText(state: LoginStart, t: ViewProps['t']): string {
  switch (state.kind) {
    case 'on':
      return '';
    case 'off':
      return t.ui('login.off');
    case 'elsewhere':
    case 'unreadable':
      return t.ui(`login.${state.kind}`, { ...state });
    case 'blocked':
      return t.ui(`login.blocked.${state.by}`);
    case 'unavailable':
      return t.ui(`login.unavailable.${state.reason}`);
  }
}

function problemText(problem: LoginStartProblem | 'failed', t: ViewProps['t']): string {
  if (problem === 'failed') return t.ui('login.problem.failed');
  return t.ui(`login.problem.${problem.kind}`, problem.kind === 'refused' ? {} : { path: problem.path });
}
