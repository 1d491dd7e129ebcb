// What was not seen, not decided or not readable, as notifications of the run (3.58).
import { describeObject, type Report } from "../../core/index.ts";
import { fileUri, messageText } from "./sarif-text.ts";

/** The kinds of notifications, as descriptors of the tool. */
export const notificationKinds = [
  { id: "input-problem", shortDescription: { text: "A document or object of the input could not be used" } },
  { id: "not-seen", shortDescription: { text: "A part of the cluster was not, or only partly, seen" } },
  { id: "undecided", shortDescription: { text: "A check could not be decided" } },
  { id: "waiver", shortDescription: { text: "A waiver has expired, excuses nothing, or cannot be read" } },
] as const;

interface Notice {
  readonly id: (typeof notificationKinds)[number]["id"];
  readonly level: "error" | "warning" | "note";
  readonly text: string;
  readonly location?: Report["problems"][number]["location"];
}

function noticesOf(report: Report): Notice[] {
  const place = (location: Notice["location"]): Pick<Notice, "location"> =>
    location === undefined ? {} : { location };
  return [
    ...report.problems.map(({ object, message, location }): Notice => {
      const text = object === undefined ? message : `${describeObject(object)}: ${message}`;
      return { id: "input-problem", level: "error", text, ...place(location) };
    }),
    ...report.coverage.map(({ part, status, reason, remedy, namespaces = [] }): Notice => {
      const where = namespaces.length === 0 ? "" : ` (${namespaces.join(", ")})`;
      return { id: "not-seen", level: "warning", text: `${part}${where} ${status}: ${reason}; ${remedy}` };
    }),
    ...report.checks
      .filter(({ outcome }) => outcome === "unknown")
      .map(({ id, reason = "" }): Notice => ({ id: "undecided", level: "warning", text: `${id}: ${reason}` })),
    ...report.waivers.map(({ text, location }): Notice => ({ id: "waiver", level: "note", text, ...place(location) })),
  ];
}

/** The notifications of the one invocation. */
export function notificationsOf(report: Report): object[] {
  return noticesOf(report).map(({ id, level, text, location }) => ({
    descriptor: { id, index: notificationKinds.findIndex((kind) => kind.id === id) },
    level,
    message: { text: messageText(text) },
    ...(location === undefined
      ? {}
      : {
          locations: [
            { physicalLocation: { artifactLocation: fileUri(location), region: { startLine: location.line } } },
          ],
        }),
  }));
}
