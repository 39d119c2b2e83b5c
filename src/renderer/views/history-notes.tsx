import { useId, useState } from 'preact/hooks';
import type { RefObject } from 'preact';
import type { IncidentNote } from '../../core/history/types';
import { moment } from '../../shared/report/took';
import { Button } from '../components/controls';
import { describeWritten, type WriteOutcome } from '../history/written';
import type { HistoryProps } from './history';

interface NotesProps extends HistoryProps {
  readonly incidentId: string;
  readonly notes: readonly IncidentNote[];
  readonly fieldRef: RefObject<HTMLTextAreaElement | null>;
  readonly onWritten: () => void;
}

/** Hers, with their time; and room for another. They appear in the report. */
export function IncidentNotes({ store, t, server, incidentId, notes, fieldRef, onWritten }: NotesProps) {
  const [text, setText] = useState('');
  const [outcome, setOutcome] = useState<WriteOutcome | null>(null);
  const id = useId();
  const save = () => {
    if (text.trim() === '') return;
    void store.bridge.request('history:note', { serverId: server.id, incidentId, text: text.trim() }).then(
      (answer) => {
        setOutcome(answer);
        if (answer.kind === 'refused') return;
        setText('');
        onWritten();
      },
      () => {
        setOutcome({ kind: 'failed' });
      },
    );
  };
  return (
    <section class="section" aria-label={t.ui('history.notes')}>
      <h2>{t.ui('history.notes')}</h2>
      {notes.length === 0 && <p class="quiet">{t.ui('history.notes.none')}</p>}
      <ul class="her-notes">
        {notes.map((note) => (
          <li key={`${note.at.toString()}/${note.text}`}>
            <p>{note.text}</p>
            <p class="small faint">{t.ui('history.notes.by', { at: moment(note.at, t), by: note.by })}</p>
          </li>
        ))}
      </ul>
      <form
        class="note-form"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <label for={id}>{t.ui('history.notes.label')}</label>
        <textarea
          ref={fieldRef}
          id={id}
          class="input"
          rows={2}
          maxLength={2000}
          value={text}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setOutcome(null);
          }}
        />
        <div class="acts">
          <Button isSubmit onPress={() => undefined}>
            {t.ui('history.notes.save')}
          </Button>
          <span class="small quiet" role="status">
            {outcome === null ? '' : describeWritten(outcome, t)}
          </span>
        </div>
      </form>
    </section>
  );
}
