import { Button } from '../components/controls';
import { TextField } from '../components/field';
import { AuthFields, problemText } from './setup-auth';
import type { FieldsProps } from './setup-auth';

/** The four questions, and folded away what hardly anybody needs. */
export function SetupFields(props: FieldsProps) {
  const { t, draft, defaults, onChange } = props;
  const problem = problemText(props);
  const alias = defaults.sshHosts.find((one) => one.alias === draft.host.trim());
  return (
    <>
      <TextField
        id="setup-host"
        label={t.ui('setup.host')}
        value={draft.host}
        listId="ssh-hosts"
        maxLength={254}
        problem={problem('host')}
        help={alias === undefined ? t.ui('setup.host.help') : t.ui('setup.host.alias', { host: alias.hostName })}
        onInput={(host) => {
          const chosen = defaults.sshHosts.find((one) => one.alias === host);
          onChange({ ...draft, host, user: chosen?.user ?? draft.user });
        }}
        onLeave={() => {
          props.onLeave('host');
        }}
      />
      <datalist id="ssh-hosts">
        {defaults.sshHosts.map((one) => (
          <option key={one.alias} value={one.alias}>
            {one.hostName}
          </option>
        ))}
      </datalist>
      <TextField
        id="setup-user"
        label={t.ui('setup.user')}
        value={draft.user}
        maxLength={65}
        problem={problem('user')}
        help={alias?.user != null && alias.user === draft.user ? t.ui('setup.user.alias') : null}
        onInput={(user) => {
          onChange({ ...draft, user });
        }}
        onLeave={() => {
          props.onLeave('user');
        }}
      />
      <AuthFields {...props} />
      <TextField
        id="setup-url"
        label={t.ui('setup.url')}
        value={draft.url}
        inputMode="url"
        problem={problem('url')}
        onInput={(url) => {
          onChange({ ...draft, url });
        }}
        onLeave={() => {
          props.onLeave('url');
        }}
      />
      <MoreFields {...props} />
    </>
  );
}

function MoreFields(props: FieldsProps) {
  const { store, t, draft, onChange } = props;
  const problem = problemText(props)('port');
  return (
    <details class="group" open={problem !== null || draft.port !== '' || draft.caFile !== ''}>
      <summary class="small quiet">{t.ui('setup.more')}</summary>
      <TextField
        id="setup-port"
        label={t.ui('setup.port')}
        value={draft.port}
        inputMode="numeric"
        maxLength={5}
        problem={problem}
        help={t.ui('setup.port.help')}
        onInput={(port) => {
          onChange({ ...draft, port });
        }}
        onLeave={() => {
          props.onLeave('port');
        }}
      />
      <TextField
        id="setup-ca"
        label={t.ui('setup.ca')}
        value={draft.caFile}
        maxLength={4096}
        help={t.ui('setup.ca.help')}
        onInput={(caFile) => {
          onChange({ ...draft, caFile });
        }}
        beside={
          <Button
            onPress={() => {
              void store.bridge.request('setup:choose-file', { what: 'ca' }).then(({ path }) => {
                if (path !== null) onChange({ ...draft, caFile: path });
              });
            }}
          >
            {t.ui('setup.keyFile.choose')}
          </Button>
        }
      />
    </details>
  );
}
