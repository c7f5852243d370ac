import { defaultModel, lintModel, modelJsonSchema } from '@tamis/core';
import { Command } from 'commander';
import type { CommandContext } from '../commandContext.ts';
import { EXIT } from '../exit.ts';
import { openOutput } from '../output.ts';
import { readModel } from '../readModel.ts';

/** `tamis model`: the scoring model as a file under one's own version control. */
export function modelCommand(context: CommandContext): Command {
  const print = new Command('print')
    .description('print the default model as JSON, to edit and hand to "tamis score --model"')
    .option('--schema', 'print the JSON Schema of a model instead')
    .action((options: { schema?: boolean }) => {
      const document = options.schema ? modelJsonSchema() : defaultModel();
      context.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
    });
  const check = new Command('check')
    .description('check a model file: its form, and rules that contradict or can never count')
    .argument('<file>', 'JSON file')
    .option('--json', 'print one JSON document on stdout')
    .action(async (file: string, options: { json?: boolean }) => {
      const output = openOutput(context, options);
      const { model } = await readModel(file);
      const findings = lintModel(model);
      for (const { message } of findings) output.line(message);
      output.line(`${file} is a valid model, version ${model.version}, with ${findings.length} findings.`);
      if (output.json) output.result({ valid: true, version: model.version, findings });
      context.exitWith(EXIT.done);
    });
  return new Command('model')
    .description('print or check a scoring model')
    .addCommand(print)
    .addCommand(check);
}
