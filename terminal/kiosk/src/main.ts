import { mount } from 'svelte';
import { openAgentLink } from './agent-link.ts';
import { takeAgentAddress } from './agent-address.ts';
import App from './app.svelte';
import { Clock } from './clock.ts';
import { Visit } from './session.svelte.ts';
import './styles/base.css';

const target = document.getElementById('app');
if (!target) throw new Error('The page has no place for the kiosk.');
const visit = new Visit(openAgentLink(takeAgentAddress(window)), new Clock());
mount(App, { target, props: { visit } });
