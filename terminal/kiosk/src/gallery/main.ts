import { mount } from 'svelte';
import type { Intent } from '#agent/session/intents.ts';
import type { Snapshot } from '#agent/session/snapshot.ts';
import { done } from '#shared/refusals/refusal.ts';
import type { AgentPort } from '../agent-port.ts';
import App from '../app.svelte';
import { Clock } from '../clock.ts';
import { Visit } from '../session.svelte.ts';
import '../styles/base.css';
import { entries, snapshotOf } from './snapshots.ts';

// For looking at every screen without an agent: gallery.html?screen=offers&lang=en&large=1, and &link=lost.
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

mount(App, { target, props: { visit: new Visit(agent, new Clock()) } });
