/**
 * The only bridge between the window and the main process: two functions, no Electron object. Sandboxed, so this file
 * is bundled as one CommonJS script and may not import anything but `electron`.
 */
import { contextBridge, ipcRenderer } from 'electron';
import type { IpcRendererEvent } from 'electron';
import type { Answers, Push, RequestArgument, RequestName, VigiaBridge } from '../shared/ipc';

const bridge: VigiaBridge = {
  request: <N extends RequestName>(name: N, argument: RequestArgument<N>) =>
    ipcRenderer.invoke('vigia:request', name, argument) as Promise<Answers[N]>,
  onPush: (listener) => {
    // The event carries `sender`; only the message may reach the page.
    const forward = (_event: IpcRendererEvent, push: Push): void => {
      listener(push);
    };
    ipcRenderer.on('vigia:push', forward);
    return () => {
      ipcRenderer.removeListener('vigia:push', forward);
    };
  },
};

contextBridge.exposeInMainWorld('vigia', bridge);
