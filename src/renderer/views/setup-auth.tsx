import { describeProblem } from '../../shared/describe-problem';
import type { SetupDefaults } from '../../shared/ipc';
import { Button } from '../components/controls';
import { TextField } from '../components/field';
import { isSecretKept, problemsOf } from '../setup-form';
import type { SetupDraft, SetupField } from '../setup-form';
import type { ViewProps } from './view-props';

export interface FieldsProps extends ViewProps {
  readonly defaults: SetupDefaults;
  readonly draft: SetupDraft;
  readonly touched: ReadonlySet<SetupField>;
  readonly onChange: (draft: SetupDraft) => void;
  readonly onLeave: (field: SetupField) => void;
}

/** What is wrong with a field, once she has left it. */
export function problemText({ t, draft, defaults, touched }: FieldsProps): (field: SetupField) => string | null {
  const problems = problemsOf(draft, defaults);
  return (field) => {
    const problem = problems[field];
    return problem === undefined || !touched.has(field) ? null : describeProblem(problem, t);
  };
}

const otherKey = 'other';

/** One list for what she knows: the agent, a key by its name, another file, or a password. */
export function AuthFields(props: FieldsProps) {
  const { store, t, defaults, draft, onChange } = props;
  const isListed = defaults.keyFiles.includes(draft.keyFile);
  const chosen = draft.authKind === 'key' ? (isListed ? `key:${draft.keyFile}` : otherKey) : draft.authKind;
  const choose = (value: string) => {
    if (value === 'agent' || value === 'password') onChange({ ...draft, authKind: value, secret: '' });
    else onChange({ ...draft, authKind: 'key', secret: '', keyFile: value === otherKey ? '' : value.slice(4) });
  };
  return (
    <div class="group">
      <label for="setup-auth">{t.ui('setup.auth')}</label>
      <select
        id="setup-auth"
        class="select"
        value={chosen}
        aria-describedby={draft.authKind === 'agent' ? 'setup-auth-note' : undefined}
        onChange={(event) => {
          choose(event.currentTarget.value);
        }}
      >
        <option value="agent">{t.ui('setup.auth.agent')}</option>
        {defaults.keyFiles.map((file) => (
          <option key={file} value={`key:${file}`}>
            {t.ui('setup.auth.key', { file: fileName(file) })}
          </option>
        ))}
        <option value={otherKey}>{t.ui('setup.auth.otherKey')}</option>
        <option value="password">{t.ui('setup.auth.password')}</option>
      </select>
      {draft.authKind === 'agent' && (
        <span class="help" id="setup-auth-note">
          {t.ui(defaults.agentAvailable ? 'setup.auth.agent.help' : 'setup.auth.agent.missing')}
        </span>
      )}
      {draft.authKind === 'key' && !isListed && (
        <TextField
          id="setup-keyFile"
          label={t.ui('setup.keyFile')}
          value={draft.keyFile}
          maxLength={4096}
          problem={problemText(props)('keyFile')}
          onInput={(keyFile) => {
            onChange({ ...draft, keyFile });
          }}
          onLeave={() => {
            props.onLeave('keyFile');
          }}
          beside={
            <Button
              onPress={() => {
                void store.bridge.request('setup:choose-file', { what: 'key' }).then(({ path }) => {
                  if (path !== null) onChange({ ...draft, keyFile: path });
                });
              }}
            >
              {t.ui('setup.keyFile.choose')}
            </Button>
          }
        />
      )}
      {draft.authKind !== 'agent' && (
        <TextField
          id="setup-secret"
          type="password"
          label={t.ui(draft.authKind === 'key' ? 'setup.passphrase' : 'setup.password')}
          value={draft.secret}
          maxLength={1024}
          problem={problemText(props)('secret')}
          help={t.ui(secretHelp(props))}
          onInput={(secret) => {
            onChange({ ...draft, secret });
          }}
          onLeave={() => {
            props.onLeave('secret');
          }}
        />
      )}
    </div>
  );
}

function secretHelp({ draft, defaults }: FieldsProps) {
  if (isSecretKept(draft, defaults)) return 'setup.secret.stays';
  return draft.authKind === 'key' ? 'setup.passphrase.help' : 'setup.secret.kept';
}

function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
