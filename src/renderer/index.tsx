// Importing this makes components follow the signals that they read.
import '@preact/signals';
import { render } from 'preact';
import { App } from './app';
import { startTicker } from './format';
import { createStore } from './store';

const root = document.getElementById('app');
if (root !== null) {
  const store = createStore(window.vigia);
  const ticker = startTicker(document);
  render(<App store={store} ticker={ticker} />, root);
  void store.start();
}
