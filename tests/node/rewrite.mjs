// Reads YAML and writes it again with the programs that web forms use, as these use them.
// In (stdin, JSON): a list of texts. Out (stdout, JSON): {name of the way: [text, ...]}.
import { CORE_SCHEMA, dump, load, timestampTag } from "js-yaml";
import yaml from "yaml";

// Takes what looks like a day for a moment, as js-yaml did by itself up to version 4.
const DAYS = CORE_SCHEMA.withTags(timestampTag);

const WAYS = {
  yaml: (text) => yaml.stringify(yaml.parse(text)), // Decap CMS
  "yaml, long lines": (text) => yaml.stringify(yaml.parse(text), { lineWidth: 0 }), // Sveltia CMS
  "yaml, in quotes": (text) =>
    yaml.stringify(yaml.parse(text), { defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" }),
  "yaml, short lines": (text) => yaml.stringify(yaml.parse(text), { lineWidth: 40, indentSeq: false }),
  "yaml, folded": (text) => yaml.stringify(yaml.parse(text), { blockQuote: "folded", singleQuote: true }),
  "yaml, in braces": (text) => yaml.stringify(yaml.parse(text), { collectionStyle: "flow" }),
  "yaml, as it stood": (text) => yaml.parseDocument(text).toString(),
  "js-yaml": (text) => dump(load(text)),
  "js-yaml, sorted": (text) => dump(load(text), { sortKeys: true, lineWidth: -1 }),
  "js-yaml, in braces": (text) => dump(load(text), { flowLevel: 2, quotingType: '"', forceQuotes: true }),
  "js-yaml, days": (text) => dump(load(text, { schema: DAYS }), { schema: DAYS }),
  json: (text) => JSON.stringify(yaml.parse(text)),
};

const texts = JSON.parse(await new Response(process.stdin).text());
const ways = Object.entries(WAYS).map(([name, way]) => [name, texts.map(way)]);
process.stdout.write(JSON.stringify(Object.fromEntries(ways)));
