import { mount } from 'svelte';
import { openAgentLink } from './agent-link.ts';
import { takeAgentAddress } from './agent-address.ts';
import App from './app.svelte';
import { Clock } from './clock.ts';
import { listenForScans } from './key-scanner.ts';
import { Visit } from './session.svelte.ts';
import { SetupVisit } from './setup/setup-visit.svelte.ts';
import './styles/base.css';

const target = document.getElementById('app');
if (!target) throw new Error('The page has no place for the kiosk.');
const agent = openAgentLink(takeAgentAddress(window));
const clock = new Clock();
const setup = new SetupVisit(agent.setup, clock);
const visit = new Visit(agent.session, clock, () => setup.snapshot?.camera ?? null);
listenForScans(agent.scanned);
mount(App, { target, props: { visit, setup } });
