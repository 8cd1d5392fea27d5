import { resolve } from 'node:path';
import { Failure } from '@strata/diagnostics';
import type { ArtifactContext } from '@strata/sdk';
import { problem } from '../codes';
import { EXIT } from '../context';
import { compare } from '../diff/compare';
import { findImage } from '../diff/find-image';
import { formatDifferencePage } from '../diff/view/html';
import { formatDifference } from '../diff/view/text';
import { defineFlags } from '../flags';
import { openWorkspace } from '../open-templates';
import { defineCommand } from './command';

const flags = defineFlags({
  all: {
    kind: 'switch',
    doc: 'Every change, also of files that packages brought or that every build makes anew.',
  },
  json: { kind: 'switch', doc: 'Everything as JSON, for programs.' },
  html: { kind: 'text', placeholder: 'FILE', doc: 'Write everything as a page that needs nothing else.' },
});

/** Of the form of `-json`; changes when a reader of it would have to. */
const schema = 1;

/** `strata diff`: what changed between two images or two versions of one. */
export const diff = defineCommand({
  usage: '[flags] BEFORE AFTER',
  flags,
  run: async (context, { flags: { all, json, html }, rest }) => {
    const [before, after, ...others] = rest;
    if (before === undefined || after === undefined || others.length > 0)
      throw new Failure(
        problem('CLI007', {
          detail: `Name two images, the older first. Given: ${rest.length}.`,
          hint: 'For example: strata diff images/golden images/middleware',
        }),
      );
    const { cwd } = context.ports.environment;
    await using opened = await openWorkspace(context);
    const { session, workspace } = opened;
    const places = { files: context.ports.files, cwd, workspace };
    const [old, now] = [await findImage(before, places), await findImage(after, places)];
    const reading: ArtifactContext = {
      ...session.workspaceContext(),
      ...{ buildName: '', builderType: '', runId: session.run.runId, force: false },
    };
    const difference = await compare(reading, old, now);
    if (html !== undefined)
      await context.ports.files.write(resolve(cwd, html), formatDifferencePage(difference));
    if (json) context.out.write(`${JSON.stringify({ schema, ...difference }, undefined, 2)}\n`);
    else context.out.write(formatDifference(difference, { all }));
    return EXIT.success;
  },
});
