// Counts as metrics in Prometheus' text format 0.0.4, for a textfile collector or a push gateway.
import { plainText, type Report, type ReportFinding } from "../../core/index.ts";
import type { Reporter } from "../reporter.ts";

type Labels = Readonly<Record<string, string>>;
type Sample = readonly [labels: Labels, value: number];

/** One metric: all are gauges. `help` is its documentation. */
interface Metric {
  readonly name: string;
  readonly help: string;
  readonly samples: (report: Report) => readonly Sample[];
}

function counted(findings: readonly ReportFinding[], labelsOf: (finding: ReportFinding) => Labels): Sample[] {
  const counts = new Map<string, [Labels, number]>();
  for (const finding of findings) {
    const labels = labelsOf(finding);
    const key = JSON.stringify(labels);
    const entry = counts.get(key);
    if (entry === undefined) counts.set(key, [labels, 1]);
    else entry[1]++;
  }
  return [...counts.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
}

function open({ findings }: Report): ReportFinding[] {
  return findings.filter(({ suppression }) => suppression === undefined);
}

function secondsOf({ asOf }: Report): Sample[] {
  const milliseconds = asOf === undefined ? Number.NaN : Date.parse(asOf);
  return Number.isNaN(milliseconds) ? [] : [[{}, milliseconds / 1000]];
}

const metrics: readonly Metric[] = [
  {
    name: "plimsoll_findings",
    help: "Findings that are not excused, by check, severity, domain and outcome (pass, fail, unknown).",
    samples: (report) =>
      counted(open(report), ({ check, severity, domain, outcome }) => ({ check, severity, domain, outcome })),
  },
  {
    name: "plimsoll_namespace_findings",
    help: "Failing findings that are not excused, by namespace (empty for cluster-scoped objects) and severity.",
    samples: (report) =>
      counted(
        open(report).filter(({ outcome }) => outcome === "fail"),
        ({ object, severity }) => ({ namespace: object.namespace ?? "", severity }),
      ),
  },
  {
    name: "plimsoll_suppressed_findings",
    help: "Findings excused by a waiver or by the baseline.",
    samples: ({ findings }) =>
      counted(
        findings.filter(({ suppression }) => suppression !== undefined),
        ({ suppression }) => ({ kind: suppression?.kind ?? "" }),
      ),
  },
  {
    name: "plimsoll_checks",
    help: "Checks by outcome (pass, fail, unknown, not-applicable).",
    samples: ({ counts }) => Object.entries(counts.checks).map(([outcome, count]) => [{ outcome }, count]),
  },
  {
    name: "plimsoll_score",
    help: "Posture score from 0 to 100; absent when nothing could be decided.",
    samples: ({ score }) => (score.value === undefined ? [] : [[{}, score.value]]),
  },
  {
    name: "plimsoll_decided_ratio",
    help: "Share of the weight of all checks that could be decided, from 0 to 1.",
    samples: ({ score }) => [[{}, Math.round(score.decided * 10) / 1000]],
  },
  {
    name: "plimsoll_unseen_parts",
    help: "Parts of the cluster that were not or only partly seen, by part and status; 1 each.",
    samples: ({ coverage }) => {
      const distinct = new Map(coverage.map(({ part, status }) => [`${part}\n${status}`, { part, status }]));
      return [...distinct.values()].map((labels) => [labels, 1]);
    },
  },
  {
    name: "plimsoll_input_problems",
    help: "Documents, files and objects of the input that could not be used.",
    samples: ({ problems }) => [[{}, problems.length]],
  },
  {
    name: "plimsoll_objects",
    help: "Objects scanned.",
    samples: ({ counts }) => [[{}, counts.objects]],
  },
  {
    name: "plimsoll_scan_info",
    help: "Always 1; its labels say what was scanned, with which version, about which Kubernetes.",
    samples: ({ input, tool }) => [
      [{ input: input.kind, label: input.label, kubernetes: input.version, version: tool.version }, 1],
    ],
  },
  {
    name: "plimsoll_scan_timestamp_seconds",
    help: "The moment the answers are about, in seconds since 1970; absent with --no-timestamp.",
    samples: secondsOf,
  },
];

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => {
    const text = plainText(value, 1000).replaceAll("\\", "\\\\").replaceAll('"', '\\"');
    return `${name}="${text}"`;
  });
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

function* lines(report: Report): Iterable<string> {
  for (const { name, help, samples } of metrics) {
    const found = samples(report);
    if (found.length === 0) continue;
    yield `# HELP ${name} ${help}\n# TYPE ${name} gauge\n`;
    for (const [labels, value] of found) yield `${name}${labelText(labels)} ${value}\n`;
  }
}

/** Gauges only: a scan is a look at one moment. */
export const prometheusReporter: Reporter = {
  name: "prometheus",
  extension: "prom",
  mediaType: "text/plain; version=0.0.4; charset=utf-8",
  report: lines,
};
