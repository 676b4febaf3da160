import { mount } from 'svelte';
import type { Intent } from '#agent/session/intents.ts';
import type { Snapshot } from '#agent/session/snapshot.ts';
import { done } from '#shared/refusals/refusal.ts';
import type { AgentPort, SetupPort } from '../agent-port.ts';
import App from '../app.svelte';
import { Clock } from '../clock.ts';
import { listenForScans } from '../key-scanner.ts';
import { Visit } from '../session.svelte.ts';
import { SetupVisit } from '../setup/setup-visit.svelte.ts';
import '../styles/base.css';
import { setupSnapshotOf } from './setup-snapshots.ts';
import { entries, snapshotOf } from './snapshots.ts';

// For looking at every screen without an agent: gallery.html?screen=offers&lang=en&large=1, and &link=lost; the pages of
// the technician are at ?setup=devices.
const query = new URLSearchParams(location.search);
const language = query.get('lang') === 'en' ? 'en' : 'zh';
const all = entries(language);
const entry = all[query.get('screen') ?? 'idle'];
const target = document.getElementById('app');
if (!target || !entry) throw new Error(`No such screen. There are: ${Object.keys(all).join(', ')}`);

let snapshot = snapshotOf(entry, language, query.has('large'));
let show: (next: Snapshot) => void = () => undefined;

/** Language, type size, a chosen plan and the answer to the idle warning come back; the last other wish stands in `data-intent`. */
function answer(intent: Intent): Partial<Snapshot> {
  if (intent.kind === 'set-language') return { language: intent.language };
  if (intent.kind === 'set-large-type') return { largeType: intent.on };
  if (intent.kind === 'still-here') return { idle: null };
  const { screen } = snapshot;
  if (intent.kind === 'choose-plan' && screen.kind === 'offers')
    return { screen: { ...screen, chosenTerms: intent.terms } };
  if (intent.kind === 'take-face') {
    const preview = `data:image/jpeg;base64,${intent.jpeg}`;
    const { jpeg, ...rest } = intent;
    document.documentElement.dataset['intent'] = JSON.stringify({ ...rest, jpegLength: jpeg.length });
    return { screen: { kind: 'face', phase: 'taken', preview } };
  }
  if (intent.kind === 'again' && screen.kind === 'face')
    return { screen: { kind: 'face', phase: 'looking', preview: null } };
  if (intent.kind === 'camera-failed') return { notice: { code: 'camera-unavailable' } };
  document.documentElement.dataset['intent'] = JSON.stringify(intent);
  return {};
}

const agent: AgentPort = {
  watch: (heard) => {
    show = heard.snapshot;
    const lost = query.get('link');
    heard.link(lost === 'lost' || lost === 'refused' ? lost : 'up');
    heard.snapshot(snapshot);
    return () => undefined;
  },
  send: (intent) => {
    snapshot = { ...snapshot, ...answer(intent), revision: snapshot.revision + 1 };
    show(snapshot);
    return Promise.resolve(done(null));
  },
};

const setupSnapshot = setupSnapshotOf(query.get('setup') ?? '', language);
const setup: SetupPort = {
  watch: (heard) => {
    if (setupSnapshot !== null) heard(setupSnapshot);
    return () => undefined;
  },
  send: (intent) => {
    document.documentElement.dataset['intent'] = JSON.stringify(intent);
    return Promise.resolve(done(null));
  },
  diagnostics: () => Promise.resolve({}),
};

listenForScans((text) => (document.documentElement.dataset['scanned'] = text));
const clock = new Clock();
mount(App, { target, props: { visit: new Visit(agent, clock), setup: new SetupVisit(setup, clock) } });
