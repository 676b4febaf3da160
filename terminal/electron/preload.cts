// Runs in the sandbox before the page, and can therefore only be CommonJS. It hands on one value and nothing else:
// no channel, no function, no Node. See bridge.ts for its shape.
const { contextBridge, ipcRenderer } = require('electron') as typeof import('electron');

contextBridge.exposeInMainWorld('zhangguiTerminal', ipcRenderer.sendSync('zhanggui:terminal'));
