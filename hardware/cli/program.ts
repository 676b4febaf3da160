/** The commands and their options, as `--help` shows them. What a command does is in the file of its name. */
import { Command, Option } from 'commander';
import { z } from 'zod';
import type { CliMessages } from '#shared/messages/cli.ts';
import { PAPER_WIDTHS } from '../printer/printer.ts';
import { SCANNER_PROTOCOLS } from '../scanner/scanner.ts';
import type { Context } from './context.ts';
import { showDevices } from './devices.ts';
import { examine } from './doctor.ts';
import type { Outcome } from './outcome.ts';
import { printTest } from './print-test.ts';
import { showProbe } from './probe.ts';
import { readCard } from './read-card.ts';
import { scan } from './scan.ts';
import { simulate } from './simulate.ts';
import { SIMULATED_KINDS } from '../simulators/simulated.ts';
import { showStatus } from './status.ts';

/** What was asked for, once it is known to be well-formed. */
export type Task = (context: Context) => Promise<Outcome>;

export const globalOptions = z.object({
  json: z.boolean().default(false),
  timeout: z.coerce.number().positive().max(86_400).optional(),
  lang: z.string().optional(),
});

const widths = Object.keys(PAPER_WIDTHS);
const readOptions = z.object({ reveal: z.boolean().default(false) });
const scanOptions = z.object({ once: z.boolean().default(false), protocol: z.enum(SCANNER_PROTOCOLS).optional() });
const printOptions = z.object({ width: z.enum(['58', '80']).transform((mm) => (mm === '58' ? 58 : 80)) });
const simulateOptions = z.object({
  listen: z.string(),
  card: z.array(z.string()).default([]),
  scan: z.array(z.string()).default([]),
  misbehave: z.array(z.string()).default([]),
});

export function createProgram(words: CliMessages, choose: (task: Task) => void): Command {
  const { commands, options } = words;
  const program = new Command('zhanggui')
    .description(words.about)
    .option('--json', options.json)
    .option('--timeout <seconds>', options.timeout)
    .addOption(new Option('--lang <language>', options.lang).choices(['zh', 'en']))
    .helpOption('-h, --help', options.help)
    .helpCommand(false)
    .configureHelp({ showGlobalOptions: true, styleTitle: (title) => titleIn(words, title) });
  const address = ['<address>', words.arguments.address] as const;

  program
    .command('devices')
    .description(commands.devices)
    .action(() => choose(showDevices));
  program
    .command('probe')
    .description(commands.probe)
    .argument(...address)
    .action((at: string) => choose((context) => showProbe(context, at)));
  program
    .command('read-card')
    .description(commands.readCard)
    .argument(...address)
    .option('--reveal', options.reveal)
    .action((at: string, given: unknown) => choose((context) => readCard(context, at, readOptions.parse(given))));
  program
    .command('scan')
    .description(commands.scan)
    .argument(...address)
    .option('--once', options.once)
    .addOption(new Option('--protocol <protocol>', options.protocol).choices(SCANNER_PROTOCOLS))
    .action((at: string, given: unknown) => choose((context) => scan(context, at, scanOptions.parse(given))));
  program
    .command('print-test')
    .description(commands.printTest)
    .argument(...address)
    .addOption(new Option('--width <mm>', options.width).choices(widths).default('80'))
    .action((at: string, given: unknown) => choose((context) => printTest(context, at, printOptions.parse(given))));
  program
    .command('status')
    .description(commands.status)
    .argument(...address)
    .action((at: string) => choose((context) => showStatus(context, at)));
  program
    .command('simulate')
    .description(commands.simulate)
    .addArgument(program.createArgument('<kind>', words.arguments.kind).choices(SIMULATED_KINDS))
    .option('--listen <address>', options.listen, 'tcp://127.0.0.1:0')
    .option('--card <id...>', options.card)
    .option('--scan <text...>', options.scan)
    .option('--misbehave <kind...>', options.misbehave)
    .action((kind: string, given: unknown) =>
      choose((context) => simulate(context, z.enum(SIMULATED_KINDS).parse(kind), simulateOptions.parse(given))),
    );
  program
    .command('doctor')
    .description(commands.doctor)
    .action(() => choose(examine));
  return program;
}

function titleIn({ titles }: CliMessages, title: string): string {
  const known: Readonly<Record<string, string>> = titles;
  return known[title] ?? title;
}
